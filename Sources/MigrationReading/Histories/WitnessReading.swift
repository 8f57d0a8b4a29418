import Domain

/// A witness as it was read, and what of it was not understood.
struct WitnessReading: Sendable {
  let witness: SchemaWitness
  let diagnostics: [Diagnostic]

  /// A witness that is not understood takes nothing away: the migrations count.
  init(_ entry: FileEntry, _ operations: [Operation], _ diagnostics: [Diagnostic]) {
    witness = SchemaDumpFile.witness([entry], operations)
    self.diagnostics = diagnostics.map(\.madeHarmless)
  }
}
