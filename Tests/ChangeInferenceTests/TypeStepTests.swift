import Domain
import Testing

@testable import ChangeInference

@Suite struct TypeStepTests {
  private static func type(_ text: String) -> ColumnType {
    var name = text
    var dimensions = 0
    if name.hasSuffix("[]") {
      name.removeLast(2)
      dimensions = 1
    }
    let parts = name.split(separator: "(")
    let modifiers = parts.dropFirst().first.map { $0.dropLast().split(separator: ",").map(String.init) } ?? []
    return ColumnType(String(parts.first ?? ""), modifiers: modifiers, arrayDimensions: dimensions)
  }

  private static let index = SchemaIndex(
    Schema(
      types: [
        UserType(
          id: ObjectID(1), name: TableName(schema: "public", "mood"), kind: .enumeration(["sad", "ok"]),
          location: Domain.SourceLocation(repository: .backend, file: "a.sql")),
        UserType(
          id: ObjectID(2), name: TableName(schema: "public", "email"),
          kind: .domain(ColumnType("text"), checks: [], isNullable: true),
          location: Domain.SourceLocation(repository: .backend, file: "a.sql")),
        UserType(
          id: ObjectID(3), name: TableName(schema: "public", "loop"),
          kind: .domain(ColumnType("loop"), checks: [], isNullable: true),
          location: Domain.SourceLocation(repository: .backend, file: "a.sql")),
      ], defaultSchema: "public"))

  @Test(arguments: [
    ("integer", "bigint", TypeChange.Step.wider), ("bigint", "integer", .narrower),
    ("smallint", "integer", .wider),
    ("integer", "numeric", .wider), ("integer", "numeric(12,2)", .wider),
    ("integer", "numeric(8,2)", .narrower),
    ("numeric(10,2)", "numeric(12,2)", .wider), ("numeric(10,2)", "numeric(12,4)", .wider),
    ("numeric(10,2)", "numeric(12,0)", .narrower), ("numeric(10,2)", "integer", .narrower),
    ("numeric", "numeric(10,2)", .narrower), ("numeric(10,2)", "double precision", .wider),
    ("numeric(30,2)", "double precision", .narrower), ("real", "double precision", .wider),
    ("double precision", "real", .narrower), ("double precision", "numeric", .wider),
    ("integer", "double precision", .wider), ("bigint", "real", .narrower),
    ("character varying(10)", "character varying(20)", .wider), ("character varying(20)", "text", .wider),
    ("text", "character varying(20)", .constraintOnly),
    ("character varying(20)", "character varying(10)", .constraintOnly),
    ("character(2)", "text", .wider), ("mood", "text", .constraintOnly), ("text", "mood", .constraintOnly),
    ("email", "text", .constraintOnly), ("text", "email", .constraintOnly),
    ("uuid", "text", .otherClass), ("integer", "text", .otherClass), ("text", "integer", .otherClass),
    ("date", "timestamp without time zone", .otherClass), ("timestamp without time zone", "date", .narrower),
    ("inet", "text", .otherClass),
    ("text", "text[]", .incompatible), ("text[]", "text", .incompatible), ("integer[]", "bigint[]", .wider),
    ("text", "jsonb", .incompatible), ("json", "jsonb", .constraintOnly), ("jsonb", "text", .otherClass),
    ("boolean", "text", .incompatible), ("boolean", "integer", .incompatible),
    ("integer", "boolean", .incompatible),
    ("integer", "uuid", .incompatible), ("bytea", "text", .incompatible), ("integer", "date", .incompatible),
    ("geometry", "text", .otherClass), ("loop", "text", .otherClass),
  ])
  func `steps from one type to another`(_ old: String, _ new: String, _ step: TypeChange.Step) {
    let found = TypeStep.judge(
      from: Self.index.typeClass(of: Self.type(old)), to: Self.index.typeClass(of: Self.type(new)))
    #expect(found == step)
  }

  @Test(arguments: [
    ("datetime", "datetime(0)", TypeChange.Step.constraintOnly), ("datetime", "datetime(6)", .wider),
    ("datetime(6)", "datetime", .narrower), ("timestamp", "datetime", .constraintOnly),
  ])
  func `MySQL keeps whole seconds where no digits are written`(
    _ old: String, _ new: String, _ step: TypeChange.Step
  ) {
    let index = SchemaIndex(Schema(defaultSchema: nil))
    let found = TypeStep.judge(
      from: index.typeClass(of: Self.type(old)), to: index.typeClass(of: Self.type(new)))
    #expect(found == step)
  }

  @Test(arguments: ["9223372036854775807", "-9223372036854775808", "99999999999999999999", "x", ""])
  func `absurd modifiers do no harm`(_ modifier: String) {
    let odd = ColumnType("numeric", modifiers: [modifier, modifier])
    let plain = ColumnType("numeric", modifiers: ["10", "2"])
    for (old, new) in [
      (odd, plain), (plain, odd), (odd, odd), (odd, ColumnType("real")), (ColumnType("bigint"), odd),
    ] {
      let step = TypeStep.judge(from: Self.index.typeClass(of: old), to: Self.index.typeClass(of: new))
      #expect(TypeChange.Step.allCases.contains(step))
    }
  }
}
