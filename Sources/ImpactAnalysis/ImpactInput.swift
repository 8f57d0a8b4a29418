package import Domain

/// Everything that impact analysis crosses.
package struct ImpactInput {
  /// The changes, numbered.
  package var changes: [Change]
  /// Schemas of all histories at base.
  package var base: [Schema]
  /// Schemas of all histories at head.
  package var head: [Schema]
  /// Which tables feed which sources.
  package var bindings: BindingReport
  /// The data team's graph.
  package var registry: Registry
  /// What each asset's query does with the columns of its inputs.
  package var lineage: [AssetID: QueryLineage]
  /// What loaders do.
  package var loaders: LoaderTable

  /// The two sides and what is known between them.
  package init(
    changes: [Change], base: [Schema], head: [Schema], bindings: BindingReport, registry: Registry,
    lineage: [AssetID: QueryLineage], loaders: LoaderTable
  ) {
    self.changes = changes
    self.base = base
    self.head = head
    self.bindings = bindings
    self.registry = registry
    self.lineage = lineage
    self.loaders = loaders
  }
}

/// What happens to the registry.
package struct ImpactResult: Sendable {
  /// Every effect of every change, for rules; sorted by change, then asset.
  package var impacts: [ChangeImpact]
  /// One effect per affected asset, the worst; sorted by effect, kind and id.
  package var effects: [AssetEffect]
  /// For each broken root the number of models that its repair heals, itself included.
  package var heals: [AssetID: Int]
}

/// Crosses changes with the registry: effect per asset with its chain.
///
/// Losses are followed first; then, as if every loss were repaired, what else would be wrong: that is what hides
/// behind broken and starved assets.
package func analyseImpact(_ input: ImpactInput) -> ImpactResult {
  let graph = AssetGraph(input.registry.assets)
  let events = SourceEvents(input).events
  var losses = LossPropagation(graph: graph, lineage: input.lineage)
  losses.run(events)
  var values = ValuePropagation(graph: graph, lineage: input.lineage)
  values.run(events)
  return EffectSelection(graph: graph).select(losses: losses.impacts, values: values.impacts)
}
