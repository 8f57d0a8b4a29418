// swift-tools-version: 6.2
import Foundation
import PackageDescription

/// Rules that hold for every target: see architecture.md, "Direction of dependencies".
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("ExistentialAny"),
  .treatAllWarnings(as: .error),
]

/// Rules for what ships.
let shipped: [SwiftSetting] = [
  // The library's search in texts, imported without being asked for, brings a megabyte of regular expressions.
  .unsafeFlags(["-Xfrontend", "-disable-implicit-string-processing-module-import"]),
  // Lets the linker leave out single functions, and put those together that a check runs.
  .unsafeFlags(["-Xfrontend", "-function-sections"], .when(configuration: .release)),
]

func product(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict + shipped)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + ["TestSupport"], exclude: fixtures(name), swiftSettings: strict)
}

/// Fixture folders are read from the source tree by path; the build only has to ignore them.
func fixtures(_ name: String) -> [String] {
  let folder = Context.packageDirectory + "/Tests/" + name + "/Fixtures"
  return FileManager.default.fileExists(atPath: folder) ? ["Fixtures"] : []
}

/// How the program is linked: for few pages to be touched, as every run is a new process.
let linking = [
  "-use-ld=lld",
  // Nothing is loaded into the program that could ask for its symbols: a table of half a megabyte less to map.
  "-Xlinker", "--no-export-dynamic",
  // Relocations in 10 kB instead of 1 MB.
  "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs",
  // Functions that a check runs lie together: see ci/link-order.
  "-Xlinker", "--symbol-ordering-file=" + Context.packageDirectory + "/ci/link-order.txt",
  "-Xlinker", "--no-warn-symbol-ordering",
]

let package = Package(
  name: "tidegate",
  products: [.executable(name: "tidegate", targets: ["tidegate"])],
  targets: [
    // C libraries: module maps and shim headers only. The module maps name what is linked (archives in what ships),
    // so no pkg-config, which would add the shared libraries.
    .systemLibrary(name: "CLibGit2", providers: [.apt(["libgit2-dev"])]),
    .systemLibrary(name: "CLibYAML", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CExpat", providers: [.apt(["libexpat1-dev"])]),
    .systemLibrary(name: "CLibPgQuery", providers: [.apt(["libpg-query-dev"])]),

    // Values that every other target speaks in.
    product("Domain"),

    // Files to located trees, tables of facts, syntax.
    product("Documents", ["Domain", "CExpat", "CLibYAML"]),
    product("FactTables", ["Domain", "Documents"]),
    product("SQLSyntax", ["Domain"]),
    product("ScriptSyntax", ["Domain"]),

    // Where files come from.
    product("GitAccess", ["Domain", "CLibGit2"]),
    product("FolderAccess", ["Domain"]),

    // Migrations to operations, operations to schemas, schemas to changes.
    product("MigrationReading", ["Documents", "Domain", "SQLSyntax", "ScriptSyntax"]),
    product("SchemaReplay", ["Domain"]),
    product("ChangeInference", ["Domain", "SchemaReplay"]),

    // The data team's files to one graph, query texts to column uses.
    product("RegistryReading", ["Domain", "Documents", "SQLSyntax"]),
    product("ColumnLineage", ["Domain", "SQLSyntax"]),

    // Changes x registry to effects, findings, reports.
    product("ImpactAnalysis", ["Domain"]),
    product("GateRules", ["Domain", "ImpactAnalysis"]),
    product("Reporting", ["Domain", "Documents"]),

    // The command line.
    product("CommandLineKit", ["Domain"]),
    product(
      "TidegateCLI",
      [
        "CommandLineKit", "Domain", "Documents", "FactTables", "GitAccess", "FolderAccess",
        "MigrationReading", "SchemaReplay", "ChangeInference", "RegistryReading", "ColumnLineage",
        "ImpactAnalysis", "GateRules", "Reporting",
      ]),
    .executableTarget(
      name: "tidegate", dependencies: ["TidegateCLI"], swiftSettings: strict + shipped,
      linkerSettings: [.unsafeFlags(linking, .when(configuration: .release))]),

    // Tests: one folder per target.
    .target(
      name: "TestSupport", dependencies: ["Domain"], path: "Tests/TestSupport", swiftSettings: strict),
    tests("DomainTests", ["Domain"]),
    tests("GateRulesTests", ["GateRules", "FactTables", "ImpactAnalysis", "Domain"]),
    tests("RuleExampleTests", ["TidegateCLI", "FactTables", "Domain", "CLibPgQuery"]),
    tests("SchemaReplayTests", ["Domain", "MigrationReading", "SchemaReplay"]),
    tests(
      "ChangeInferenceTests", ["ChangeInference", "Domain", "FactTables", "MigrationReading", "SchemaReplay"]),
    tests(
      "FrameworkMatrixTests",
      ["ChangeInference", "Domain", "FactTables", "MigrationReading", "SchemaReplay"]),
    tests("FolderAccessTests", ["FolderAccess", "Domain"]),
    tests("GitAccessTests", ["GitAccess", "CLibGit2", "Domain"]),
    tests("MigrationReadingTests", ["Domain", "MigrationReading"]),
    tests("DocumentsTests", ["Documents", "Domain"]),
    tests("CommandLineKitTests", ["CommandLineKit"]),
    tests("FactTablesTests", ["FactTables", "Domain"]),
    tests("RegistryReadingTests", ["RegistryReading", "Documents", "Domain"]),
    tests("ColumnLineageTests", ["ColumnLineage", "Domain"]),
    tests("SQLSyntaxTests", ["SQLSyntax", "CLibPgQuery"]),
    tests("ScriptSyntaxTests", ["ScriptSyntax", "Domain"]),
    tests("ReportingTests", ["Reporting", "Documents", "Domain"]),
  ]
)
