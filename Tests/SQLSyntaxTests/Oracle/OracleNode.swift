import CLibPgQuery
import Foundation

/// A node of the parse tree that libpg_query gives as JSON.
struct OracleNode {
  let json: Any?

  subscript(key: String) -> OracleNode { OracleNode(json: (json as? [String: Any])?[key]) }

  var exists: Bool { json != nil }
  var text: String? { json as? String }
  var number: Int? { (json as? NSNumber)?.intValue }
  var flag: Bool { (json as? NSNumber)?.boolValue ?? false }
  var list: [OracleNode] { (json as? [Any])?.map { OracleNode(json: $0) } ?? [] }
  var object: [String: Any] { json as? [String: Any] ?? [:] }

  /// The kind of a wrapped node, `{"Kind": {...}}`.
  var kind: String { object.count == 1 ? object.keys.first ?? "" : "" }
  /// The content of a wrapped node.
  var content: OracleNode { OracleNode(json: object[kind]) }
  /// The texts of a list of `String` nodes.
  var names: [String] {
    list.compactMap { $0.kind == "String" ? $0.content["sval"].text ?? "" : nil }
  }
  /// The members of a `List` node.
  var items: [OracleNode] { kind == "List" ? content["items"].list : [] }
}

/// A statement as libpg_query sees it.
struct OracleStatement {
  var node: OracleNode
  /// Offset of the first token.
  var start: Int
}

/// What libpg_query says about a text.
enum OracleVerdict {
  case statements([OracleStatement])
  case refused(String)
}

/// Parses a text with libpg_query (PostgreSQL 15).
func oracle(_ text: [UInt8]) -> OracleVerdict {
  let result = (text.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer {
    pg_query_parse($0.baseAddress)
  }
  defer { pg_query_free_parse_result(result) }
  if let error = result.error {
    return .refused(error.pointee.message.map { String(cString: $0) } ?? "")
  }
  guard let tree = result.parse_tree,
    let json = try? JSONSerialization.jsonObject(
      with: Data(bytes: tree, count: strlen(tree)), options: [.fragmentsAllowed])
  else { return .refused("no tree") }
  return .statements(
    OracleNode(json: json)["stmts"].list.map {
      let location = $0["stmt_location"].number ?? 0
      return OracleStatement(node: $0["stmt"], start: skipBlank(text, from: location))
    })
}

/// The first byte from `start` that is neither white space nor comment nor semicolon.
func skipBlank(_ text: [UInt8], from start: Int) -> Int {
  var at = start
  func pair(_ first: Character, _ second: Character) -> Bool {
    at + 1 < text.count && text[at] == first.asciiValue && text[at + 1] == second.asciiValue
  }
  while at < text.count {
    if pair("-", "-") {
      while at < text.count, text[at] != 10, text[at] != 13 { at += 1 }
    } else if pair("/", "*") {
      var depth = 0
      repeat {
        if pair("/", "*") {
          depth += 1
          at += 2
        } else if pair("*", "/") {
          depth -= 1
          at += 2
        } else {
          at += 1
        }
      } while depth > 0 && at < text.count
    } else if [9, 10, 11, 12, 13, 32, 59].contains(text[at]) {
      at += 1
    } else {
      break
    }
  }
  return at
}
