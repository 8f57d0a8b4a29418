import Domain

/// What head does to the gate itself: its configuration, and the CI files that call it.
struct TrustObservations {
  /// What was observed.
  private(set) var all: [GateObservation] = []

  private static let pipelineFolders = [".github/workflows/", ".circleci/", ".buildkite/", ".woodpecker/"]
  private static let pipelineFiles = [
    ".gitlab-ci.yml", "azure-pipelines.yml", "bitbucket-pipelines.yml", "Jenkinsfile",
    ".pre-commit-config.yaml",
    ".drone.yml", ".travis.yml",
  ]

  /// Compares the gate's own files at the target tip with head.
  init(files: GateFiles, configuration: BackendConfiguration) {
    if files.changed.contains(TreePath(BackendConfiguration.fileName)) {
      observeConfiguration(at: files.head, against: configuration)
    }
    for path in files.changed where Self.isPipeline(path) {
      observePipeline(path, target: files.target, head: files.head)
    }
  }

  private mutating func observeConfiguration(at head: FileTree, against target: BackendConfiguration) {
    let location = SourceLocation(repository: .backend, file: BackendConfiguration.fileName)
    guard target.isPresent else {
      note(
        .introduces, "head adds \"\(BackendConfiguration.fileName)\"; it counts once it is merged", location)
      return
    }
    let new = try? BackendConfigurationReader.configuration(in: head, origin: "head")
    guard let new, new.isPresent else {
      note(.weakens, "head removes \"\(BackendConfiguration.fileName)\", or leaves it unreadable", location)
      return
    }
    let losses = target.losses(in: new)
    if losses.isEmpty {
      note(
        .changes, "head edits \"\(BackendConfiguration.fileName)\"; the edit counts once it is merged",
        location)
    } else {
      note(
        .weakens, "head edits \"\(BackendConfiguration.fileName)\" and \(losses.joined(separator: ", "))",
        location)
    }
  }

  private mutating func observePipeline(_ path: TreePath, target: FileTree, head: FileTree) {
    guard Self.mentionsGate(path, in: target) else { return }
    let location = SourceLocation(repository: .backend, file: path.display)
    if Self.mentionsGate(path, in: head) {
      note(.changes, "head edits \"\(path.display)\", which calls the gate", location)
    } else {
      note(.weakens, "head takes the gate out of \"\(path.display)\"", location)
    }
  }

  private mutating func note(
    _ edit: GateObservation.ConfigurationEdit, _ text: String, _ location: SourceLocation
  ) {
    all.append(GateObservation(kind: .configurationEdited(edit), text: text, location: location))
  }

  private static func isPipeline(_ path: TreePath) -> Bool {
    let text = path.display
    return pipelineFiles.contains(text) || pipelineFolders.contains(where: text.hasPrefix)
  }

  private static func mentionsGate(_ path: TreePath, in tree: FileTree) -> Bool {
    guard let entry = tree.entry(at: path), let bytes = try? tree.contents(of: entry), bytes.count < 4 << 20
    else {
      return false
    }
    return String(decoding: bytes, as: UTF8.self).lowercased().holds("tidegate")
  }
}

extension BackendConfiguration {
  /// What another version of the configuration no longer has, in words.
  func losses(in other: BackendConfiguration) -> [String] {
    var losses: [String] = []
    for entry in migrations {
      let kept = other.migrations.filter { $0.framework == entry.framework }.flatMap(\.paths)
      let lost = entry.paths.filter { !kept.contains($0) }
      if !lost.isEmpty {
        losses.append("removes the path \(lost.map { "\"\($0)\"" }.joined(separator: ", "))")
      }
      if entry.paths.isEmpty, !other.migrations.contains(where: { $0.framework == entry.framework }) {
        losses.append("removes the framework \"\(entry.framework ?? "")\"")
      }
    }
    if other.isRestricted, !isRestricted { losses.append("restricts detection with \"only\"") }
    if let backend, other.backend != backend { losses.append("removes the backend \"\(backend)\"") }
    if let registry, other.registry != registry { losses.append("removes the registry \"\(registry)\"") }
    if other.blockOn < blockOn { losses.append("lowers \"block-on\"") }
    return losses
  }
}
