/// A file in the language of schema.prisma, as written.
struct PrismaFile: Sendable {
  /// Its blocks in order.
  var blocks: [PrismaBlock] = []
  /// What was not understood: a sentence and the byte where it stands.
  var troubles: [(message: String, offset: Int)] = []

  /// The first datasource.
  var datasource: PrismaBlock? { blocks.first { $0.kind == .datasource } }

  /// The database of the first datasource, as it is spelled there: `postgresql`.
  var provider: String? { datasource?.setting("provider") }
}

/// `model User { ... }` and the like.
struct PrismaBlock: Sendable {
  /// What the block defines.
  enum Kind: String, Sendable {
    case model
    case view
    case enumeration = "enum"
    case composite = "type"
    case datasource
    case generator
  }

  var kind: Kind
  var name: String
  /// The byte of the name.
  var offset: Int
  /// Fields of models, views and composite types; values of enums.
  var fields: [PrismaField] = []
  /// `@@map("users")`
  var attributes: [PrismaAttribute] = []
  /// `provider = "postgresql"`
  var settings: [(name: String, value: PrismaValue)] = []

  /// The text of a setting.
  func setting(_ name: String) -> String? { settings.first { $0.name == name }?.value.text }

  /// The first attribute of a name.
  func attribute(_ name: String) -> PrismaAttribute? { attributes.first { $0.name == name } }
}

/// One line of a block: a field of a model, or a value of an enum.
struct PrismaField: Sendable {
  /// How many values a field has.
  enum Arity: Sendable {
    case required
    case optional
    case list
  }

  var name: String
  /// The byte of the name.
  var offset: Int
  /// The name of the type; empty for values of enums and unsupported types.
  var type = ""
  /// The type in the database's own words: `Unsupported("tsvector")`.
  var unsupported: String?
  var arity = Arity.required
  /// `@map("user_id")`
  var attributes: [PrismaAttribute] = []

  /// The first attribute of a name.
  func attribute(_ name: String) -> PrismaAttribute? { attributes.first { $0.name == name } }
}

/// `@name(arguments)`; native types are named with their prefix, `db.VarChar`.
struct PrismaAttribute: Sendable {
  var name: String
  /// The byte of the `@`.
  var offset: Int
  var arguments: [PrismaArgument] = []

  /// The argument of a name, else the first one without a name.
  func argument(_ name: String) -> PrismaValue? {
    (arguments.first { $0.name == name } ?? arguments.first { $0.name == nil })?.value
  }

  /// The argument that is given under its name.
  func named(_ name: String) -> PrismaValue? { arguments.first { $0.name == name }?.value }
}

/// `name: value`, or just a value.
struct PrismaArgument: Sendable {
  var name: String?
  var value: PrismaValue
}

/// A value of an argument or setting.
indirect enum PrismaValue: Sendable {
  case string(String)
  case number(String)
  /// A name, dots included: `Cascade`, `true`.
  case name(String)
  case list([PrismaValue])
  /// `autoincrement()`, `createdAt(sort: Desc)`
  case call(String, [PrismaArgument])
  /// Something that was not understood.
  case unknown

  /// The text of a string.
  var text: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The names of a list of fields; those with options count by their name.
  var names: [String] {
    switch self {
    case .list(let values): values.flatMap(\.names)
    case .name(let name), .call(let name, _): [name]
    case .string, .number, .unknown: []
    }
  }
}
