/// One script as a located tree; what could not be read is among the troubles and stands as `unparsed`.
package struct ScriptFile: Sendable {
  /// The language it was read as.
  package var language: ScriptLanguage
  /// The whole text; all ranges point into it.
  package var source: [UInt8]
  /// The statements at the top level, in file order.
  package var statements: [ScriptStatement]
  /// What was not read, in file order.
  package var troubles: [ScriptTrouble]

  /// A tree, as a reader makes it.
  package init(
    language: ScriptLanguage, source: [UInt8], statements: [ScriptStatement], troubles: [ScriptTrouble]
  ) {
    self.language = language
    self.source = source
    self.statements = statements
    self.troubles = troubles
  }

  /// The imports at the top level, also those inside of `if` and `try`.
  package var imports: [ScriptImport] {
    ScriptStatement.flattened(statements).compactMap {
      if case .imports(let found) = $0 { found } else { nil }
    }
  }

  /// The classes at the top level, exported ones too.
  package var classes: [ScriptClass] {
    ScriptStatement.flattened(statements).compactMap {
      if case .classDefinition(let found) = $0 { found } else { nil }
    }
  }

  /// The functions at the top level, exported ones too.
  package var functions: [ScriptFunction] {
    ScriptStatement.flattened(statements).compactMap {
      if case .function(let found) = $0 { found } else { nil }
    }
  }
}

/// The languages whose scripts are read.
package enum ScriptLanguage: String, Hashable, Sendable, CaseIterable {
  case csharp
  case elixir
  case go
  case java
  case javascript
  case kotlin
  case php
  case python
  case ruby
  case rust
  case typescript

  /// Whether members of a class are named by themselves inside of it, and all code stands in classes.
  var hasOwnMembers: Bool { self == .csharp || self == .java || self == .kotlin }

  /// Whether objects are made of classes with fields that their methods set.
  var isOfJVM: Bool { self == .java || self == .kotlin }
}
