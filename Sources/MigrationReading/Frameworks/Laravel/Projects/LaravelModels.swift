import Domain
import ScriptSyntax

/// The models that a migration names: which tables and keys are theirs.
struct LaravelModels {
  let classes: PHPClasses
  let macros: LaravelMacros
  /// Whole names of classes, with dots, by what the file calls them.
  private var names: [String: String] = [:]

  init(classes: PHPClasses, macros: LaravelMacros, script: ScriptFile) {
    self.classes = classes
    self.macros = macros
    for found in script.imports {
      for name in found.names {
        names[name.alias] = found.module
        names[LaravelNames.base(found.module)] = found.module
      }
    }
  }

  /// A model as far as its migrations need it.
  struct Model {
    var name: String
    /// Its whole name, with dots.
    var whole: String
    var table: String
    var key: String
    /// The type of its key: `int`, `uuid`, `ulid` or `string`.
    var keyType: String
    /// Its file was found.
    var isKnown: Bool
  }

  /// The model of a class name, as written in the file or whole; nil for classes that are none.
  func model(_ name: String) -> Model? {
    let written = String(
      decoding: name.utf8.map { $0 == UInt8(ascii: "\\") ? UInt8(ascii: ".") : $0 }, as: UTF8.self)
    let whole = names[written] ?? written
    guard let definition = classes.definition(whole) else {
      return Self.mayBeModel(whole) ? Self.guessed(LaravelNames.base(whole), whole) : nil
    }
    guard isModel(definition) else { return nil }
    var model = Self.guessed(definition.name, whole)
    model.isKnown = true
    if let table = field("table", of: definition) { model.table = table }
    if let key = field("primaryKey", of: definition) { model.key = key }
    let traits = definition.keywords.compactMap(\.value.dottedName).map(LaravelNames.base)
    if traits.contains(where: { $0.hasPrefix("HasUlid") }) {
      model.keyType = "ulid"
    } else if traits.contains(where: {
      $0.lowercased().hasSuffix("uuid") || $0.lowercased().hasSuffix("uuids")
    }) {
      model.keyType = "uuid"
    } else if field("keyType", of: definition) == "string" {
      model.keyType = "string"
    }
    return model
  }

  private static let relations: Set<String> = [
    "hasMany", "hasOne", "belongsTo", "belongsToMany", "morphMany", "morphOne", "morphToMany",
    "morphedByMany",
    "hasManyThrough", "hasOneThrough",
  ]

  /// The model behind a relation of another: `return $this->hasMany(Post::class);`.
  func related(to name: String, by method: String) -> Model? {
    let written = String(
      decoding: name.utf8.map { $0 == UInt8(ascii: "\\") ? UInt8(ascii: ".") : $0 }, as: UTF8.self)
    guard let definition = classes.definition(names[written] ?? written),
      let function = definition.method(method)
    else { return nil }
    for statement in function.body {
      guard case .returning(var node?, _) = statement else { continue }
      for _ in 0..<40 {
        guard case .call(let call) = node, let receiver = call.receiver else { break }
        if let name = call.name, Self.relations.contains(name) {
          return call.positional.first?.stringText.flatMap { model($0) }
        }
        node = receiver
      }
    }
    return nil
  }

  /// Whether a model says that it turns a column into an object or a list: `protected $casts = ['a' => 'object']`.
  func isDocument(_ column: String, of name: String) -> Bool {
    let written = String(
      decoding: name.utf8.map { $0 == UInt8(ascii: "\\") ? UInt8(ascii: ".") : $0 }, as: UTF8.self)
    guard let definition = classes.definition(names[written] ?? written),
      case .map(let casts)? = definition.field("casts")
    else { return false }
    return casts.entries.contains {
      $0.key?.stringText == column && ($0.value.stringText.map(Self.documentCasts.contains) ?? false)
    }
  }

  /// <https://laravel.com/docs/eloquent-mutators#attribute-casting>
  private static let documentCasts: Set<String> = [
    "object", "array", "json", "collection", "encrypted:object", "encrypted:array", "encrypted:collection",
  ]

  private static func guessed(_ name: String, _ whole: String) -> Model {
    Model(
      name: name, whole: whole, table: LaravelNames.table(of: name), key: "id", keyType: "int", isKnown: false
    )
  }

  /// Whether a class of which no file is found is named as models are: `App\Models\User`, `App\User`.
  private static func mayBeModel(_ whole: String) -> Bool {
    let parts = whole.split(separator: ".")
    if parts.contains(where: { $0 == "Models" || $0 == "Model" || $0 == "Entities" }) {
      return parts.count > 1
    }
    return parts.count == 2 && parts[0] == "App"
  }

  private static let modelBases: Set<String> = [
    "Model", "Authenticatable", "Pivot", "MorphPivot", "User", "BaseModel", "Eloquent", "Moloquent",
  ]

  /// Whether a class is built on that of all models, over others of the application too.
  private func isModel(_ definition: ScriptClass) -> Bool {
    guard definition.kind == .classType, let base = definition.bases.first?.dottedName else { return false }
    let name = LaravelNames.base(base)
    if Self.modelBases.contains(name) || name.hasSuffix("Model") { return true }
    if definition.field("table") != nil || definition.field("fillable") != nil
      || definition.field("guarded") != nil
    {
      return true
    }
    guard let inner = classes.definition(names[name] ?? base), inner.name != definition.name else {
      return false
    }
    return inner.bases.first?.dottedName.map { Self.modelBases.contains(LaravelNames.base($0)) } ?? false
      || inner.field("table") != nil
  }

  /// A field of a class, or of the one that it is built on, that is plain text.
  private func field(_ name: String, of definition: ScriptClass, level: Int = 0) -> String? {
    if let node = definition.field(name) { return node.stringText }
    guard level < 3, let base = definition.bases.first?.dottedName,
      let inner = classes.definition(names[LaravelNames.base(base)] ?? base), inner.name != definition.name
    else { return nil }
    return field(name, of: inner, level: level + 1)
  }
}
