import Domain
import ScriptSyntax

extension RailsRunner {
  /// Methods of strings and symbols.
  mutating func string(_ name: String, _ text: ScriptText, _ arguments: RailsArguments) -> RailsValue {
    let string = text.string
    spend(bytes: text.count)
    func changed(_ result: String) -> RailsValue { .text(text.replacing(with: result)) }
    switch name {
    case "chomp" where arguments.text(0).map(string.hasSuffix) == true:
      return changed(String(string.dropLast(arguments.text(0)?.count ?? 0)))
    case "squish", "strip", "strip_heredoc", "to_s", "to_sym", "name", "chomp", "lstrip", "rstrip", "to_str",
      "inspect",
      "dump", "b", "force_encoding", "encode", "unicode_normalize", "chop", "-@", "+@", "intern":
      return .text(text)
    case "upcase": return changed(string.uppercased())
    case "downcase": return changed(string.lowercased())
    case "capitalize": return changed(string.prefix(1).uppercased() + string.dropFirst().lowercased())
    case "pluralize": return changed(EnglishWords.plural(string))
    case "tableize": return changed(EnglishWords.table(string))
    case "singularize": return changed(EnglishWords.singular(string))
    case "underscore": return changed(EnglishWords.underscored(string))
    case "camelize", "camelcase": return changed(EnglishWords.camelized(string))
    case "classify": return changed(EnglishWords.camelized(EnglishWords.singular(string)))
    case "demodulize":
      return changed(string.split(separator: ":").last.map(String.init) ?? string)
    case "foreign_key": return changed(EnglishWords.singular(EnglishWords.underscored(string)) + "_id")
    case "constantize", "safe_constantize": return constant(Self.dotted(string))
    case "to_i":
      let digits = string.prefix { $0.isASCII && ($0.isNumber || $0 == "-") }
      return .number(digits.isEmpty ? "0" : String(digits))
    case "length", "size": return .number(String(string.count))
    case "start_with?": return .boolean(arguments.texts.contains { $0.map(string.hasPrefix) ?? false })
    case "end_with?": return .boolean(arguments.texts.contains { $0.map(string.hasSuffix) ?? false })
    case "include?":
      guard let part = arguments.text(0) else { return .unknown }
      return .boolean(part.isEmpty || ByteSearch.contains(Array(string.utf8), Array(part.utf8)))
    case "match?", "=~", "match":
      guard case .pattern(let pattern)? = arguments.value(0) else { return .unknown }
      return RailsPattern.holds(pattern, string).map { .boolean($0) } ?? .unknown
    case "delete_prefix", "delete_suffix":
      guard let part = arguments.text(0) else { return .unknown }
      if name == "delete_prefix" {
        return string.hasPrefix(part) ? changed(String(string.dropFirst(part.count))) : .text(text)
      }
      return string.hasSuffix(part) ? changed(String(string.dropLast(part.count))) : .text(text)
    case "gsub", "sub", "tr":
      guard let old = arguments.text(0), let new = arguments.text(1), !old.isEmpty,
        name != "tr" || old.utf8.count == 1 && new.utf8.count == 1
      else { return .unknown }
      return Self.replaced(text, old, new, onlyFirst: name == "sub")
    case "split":
      let separator = arguments.text(0) ?? " "
      guard separator.count == 1, let sign = separator.first else { return .unknown }
      return made(.list(string.split(separator: sign).map { .text(ScriptText(String($0), at: 0)) }))
    case "lines":
      return made(.list(string.split(separator: "\n").map { .text(ScriptText(String($0), at: 0)) }))
    case "chars", "bytes": return .unknown
    case "%": return arguments.value(0).map { formatted(text, $0) } ?? .unknown
    case "concat", "<<":
      var whole = text
      guard case .text(let more)? = arguments.value(0) else {
        return whole.append(ScriptText(SQLHoles.mark)) ? .partial(whole) : .unknown
      }
      return whole.append(more) ? .text(whole) : .unknown
    case "to_proc", "empty?": return .unknown
    case "any?", "each_char": return .unknown
    default: return .unknown
    }
  }

  private static func dotted(_ constant: String) -> String {
    constant.split(separator: ":").joined(separator: ".")
  }

  private static func replaced(_ text: ScriptText, _ old: String, _ new: String, onlyFirst: Bool)
    -> RailsValue
  {
    let (bytes, wanted) = (Array(text.string.utf8), Array(old.utf8))
    var result: [UInt8] = []
    var at = 0
    var isDone = false
    while at < bytes.count {
      if !isDone, bytes[at] == wanted[0], bytes[at...].starts(with: wanted) {
        result += new.utf8
        at += wanted.count
        isDone = onlyFirst
        guard result.count < ScriptText.limit else { return .unknown }
      } else {
        result.append(bytes[at])
        at += 1
      }
    }
    return .text(text.replacing(with: String(decoding: result, as: UTF8.self)))
  }
}
