import Domain

/// dbt projects as they stand in the data team's repository; dbt itself is not needed.
struct DbtAdapter: RegistryAdapter {
  let name = "dbt"

  func applies(to tree: FileTree) -> Bool {
    tree.entries.contains { DbtLayout.mayMatter($0.path.bytes) }
  }

  func read(_ tree: FileTree, options: RegistryOptions) -> AdapterResult {
    let reading = DbtReading(tree, options: options)
    return reading.read()
  }
}
