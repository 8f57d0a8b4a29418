import Foundation

/// The part of JSON Schema 2020-12 that the report's schema uses, read strictly: an object may only hold members
/// that the schema declares, so that a new key cannot be forgotten there.
struct SchemaValidator {
  /// Keywords that are understood; another one in the schema is an error.
  private static let known: Set<String> = [
    "$schema", "$id", "$defs", "$ref", "title", "description", "type", "required", "properties",
    "additionalProperties", "items", "enum", "const", "anyOf", "pattern", "minimum",
  ]

  private let root: [String: Any]

  /// The schema of a file.
  init(_ file: URL) throws {
    root = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any] ?? [:]
  }

  /// What is wrong with a value; empty when nothing is.
  func problems(of value: Any) -> [String] { problems(value, root, at: "$") }

  /// The part of the schema at a path of keys.
  func part(_ path: String) -> Any? {
    path.split(separator: "/").reduce(root as Any?) { ($0 as? [String: Any])?[String($1)] }
  }

  private func problems(_ value: Any, _ schema: [String: Any], at path: String) -> [String] {
    var found = schema.keys.filter { !Self.known.contains($0) }.map { "\(path): keyword \($0)" }
    if let name = schema["$ref"] as? String {
      guard let target = part(String(name.dropFirst(2))) as? [String: Any] else {
        return found + ["\(path): no \(name)"]
      }
      found += problems(value, target, at: path)
    }
    if let choices = schema["anyOf"] as? [[String: Any]] {
      let results = choices.map { problems(value, $0, at: path) }
      if !results.contains(where: \.isEmpty) { found += results.flatMap { $0 } }
    }
    if !isAllowedType(value, schema["type"]) { found.append("\(path): type") }
    if let values = schema["enum"] as? [NSObject], !values.contains(where: { $0.isEqual(value) }) {
      found.append("\(path): \(value) is not in the enumeration")
    }
    if let constant = schema["const"] as? NSObject, !constant.isEqual(value) {
      found.append("\(path): const")
    }
    if let pattern = schema["pattern"] as? String, let text = value as? String,
      text.range(of: pattern, options: .regularExpression) == nil
    {
      found.append("\(path): \(text) does not match")
    }
    if let least = schema["minimum"] as? Int, let number = value as? Int, number < least {
      found.append("\(path): \(number) is too small")
    }
    if let items = schema["items"] as? [String: Any], let list = value as? [Any] {
      found += list.enumerated().flatMap { problems($1, items, at: "\(path)[\($0)]") }
    }
    return found + objectProblems(value, schema, at: path)
  }

  private func objectProblems(_ value: Any, _ schema: [String: Any], at path: String) -> [String] {
    guard schema["type"] as? String == "object", let object = value as? [String: Any] else { return [] }
    let declared = schema["properties"] as? [String: Any] ?? [:]
    var found = (schema["required"] as? [String] ?? []).filter { object[$0] == nil }.map {
      "\(path): \($0) is missing"
    }
    for (key, member) in object {
      if let part = declared[key] as? [String: Any] {
        found += problems(member, part, at: "\(path).\(key)")
      } else if let rest = schema["additionalProperties"] as? [String: Any] {
        found += problems(member, rest, at: "\(path).\(key)")
      } else {
        found.append("\(path): \(key) is not declared")
      }
    }
    return found
  }

  private func isAllowedType(_ value: Any, _ type: Any?) -> Bool {
    guard let type else { return true }
    let names = type as? [String] ?? [type as? String ?? ""]
    return names.contains { name in
      switch name {
      case "object": value is [String: Any]
      case "array": value is [Any]
      case "string": value is String
      case "null": value is NSNull
      case "boolean": isBoolean(value)
      case "integer": value is Int && !isBoolean(value)
      default: false
      }
    }
  }

  private func isBoolean(_ value: Any) -> Bool {
    (value as? NSNumber).map { String(cString: $0.objCType) == "c" } ?? (value is Bool)
  }
}
