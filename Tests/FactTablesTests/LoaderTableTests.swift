import Domain
import FactTables
import Testing

@Suite struct LoaderTableTests {
  private let table = (try? Facts.embedded())?.loaders ?? LoaderTable([])

  @Test(arguments: [
    ("Fivetran", "fivetran"), ("fivetran", "fivetran"), ("airbyte-cloud", "airbyte"),
    ("Airbyte (OSS)", "airbyte"),
    ("Debezium SQL Server", "debezium-sqlserver"), ("debezium", "debezium"),
    ("Kafka Connect / Debezium", "debezium"),
    ("dbt seed", "direct"), ("direct", "direct"), ("postgres_fdw", "direct"), ("dltHub", "dlt"),
    ("qlik_replicate", "qlik-replicate"),
    ("Google Datastream", "datastream"), ("databricks_cdc", "databricks-cdc"),
    ("Lakeflow Connect", "databricks-cdc"),
    ("supabase etl", "supabase-etl"), ("ClickPipes", "clickpipes"), ("STITCH", "stitch"),
  ])
  func `free text names a loader`(text: String, id: String) {
    #expect(table.loader(named: text)?.id == id)
  }

  @Test(arguments: [
    "", "custom python", "airbytes", "directory", "---", "unknown",
  ])
  func `text that names no loader gives none`(text: String) {
    #expect(table.loader(named: text) == nil)
  }

  @Test func `two loaders with patterns of the same length are not told apart`() {
    let outcomes: [LoaderChange: LoaderOutcome] = [:]
    let table = LoaderTable([
      LoaderFacts(id: "aaa", title: "A", outcomes: outcomes),
      LoaderFacts(id: "bbb", title: "B", outcomes: outcomes),
    ])
    #expect(table.loader(named: "aaa and bbb") == nil)
    #expect(table.loader(named: "aaa and more")?.id == "aaa")
  }

  @Test(arguments: [
    ("direct", LoaderChange.columnRename, LoaderEffect.errorNow), ("fivetran", .columnRename, .nullOnward),
    ("fivetran", .tableRename, .frozenTable), ("airbyte", .columnDrop, .errorNow),
    ("airbyte", .keyChange, .syncPaused),
    ("stitch", .typeChange, .typeForked), ("debezium-sqlserver", .columnRename, .refused),
    ("qlik-replicate", .columnDrop, .refused),
    ("dlt", .columnDrop, .nullOnward), ("unknown", .columnRename, .errorNow),
    ("unknown", .tableRename, .errorNow),
    ("unknown", .keyChange, .refused), ("never heard of", .columnDrop, .errorNow),
  ])
  func `a loader does with a change what the table says`(
    id: String, change: LoaderChange, effect: LoaderEffect
  ) {
    #expect(table.outcome(of: change, loader: id).effect == effect)
  }

  @Test func `changed values flow through every loader`() {
    for loader in table.loaders { #expect(loader.outcomes[.enumValueChange]?.effect == .valueDrift) }
  }

  @Test(arguments: [
    ("fivetran", "_FIVETRAN_SYNCED", true), ("fivetran", "fivetran_synced", false),
    ("debezium", "__deleted", true),
    ("unknown", "_sdc_batched_at", true), ("direct", "_sdc_batched_at", false),
  ])
  func `own columns are known by name or by their beginning`(id: String, column: String, expected: Bool) {
    #expect(table.loader(id: id)?.isOwnColumn(column) == expected)
  }

  @Test func `only direct reading is served by a view`() {
    #expect(table.loaders.filter(\.readsThroughViews).map(\.id) == ["direct"])
  }
}
