import Domain
import SQLSyntax

extension LineageReader {
  /// Reads a part that was not understood: every word that is a column of an input counts as used.
  ///
  /// Inputs are those that the part mentions and those read so far; if there are none, all of the query. A word
  /// that an input with unlisted columns may have is unresolved.
  @discardableResult
  mutating func scan(_ range: ByteRange) -> ColumnValue {
    if query.relations.isEmpty || range.count == 0 || isExhausted { return ColumnValue() }
    let parser = Parser(source: query.bytes, range: range, dialect: dialect)
    var words: [(name: Name, offset: Int32, isPlain: Bool)] = []
    var mentioned: Set<AssetID> = []
    for token in parser.tokens where token.kind == .word || token.kind == .quotedName {
      var text = token.range.text(of: query.bytes)
      if token.kind == .quotedName { text = String(text.dropFirst().dropLast()) }
      let name = names.name(text)
      if let asset = query.relations[names.text(name)] {
        mentioned.insert(asset)
      } else {
        words.append((name, token.start, parser.isName(.column, token)))
      }
    }
    let reads = scannedReads(mentioned, range)
    var builder = ValueBuilder()
    for word in words {
      spend(reads.count)
      if isExhausted { break }
      for read in reads {
        if read.columns.contains(word.name) {
          let origin = table.origin(read.id, word.name)
          use(origin, .opaque, at: word.offset, isNamed: true)
          builder.add(ColumnValue(origin: origin))
        } else if read.isOpen, word.isPlain {
          unresolved(table.origin(read.id, word.name), .opaque, at: word.offset)
        }
      }
    }
    return finish(builder).asIngredient
  }

  /// An input of a part that is scanned.
  private struct ScannedInput {
    var id: ReadID
    var columns: Set<Name>
    var isOpen: Bool
  }

  /// One read per input to hang words on: one that is there, else a new one.
  private mutating func scannedReads(_ mentioned: Set<AssetID>, _ range: ByteRange) -> [ScannedInput] {
    var found: [AssetID: ReadID] = [:]
    for (index, read) in table.reads.enumerated() where found[read.asset] == nil {
      found[read.asset] = ReadID(truncatingIfNeeded: index)
    }
    var missing = mentioned.filter { found[$0] == nil }
    if found.isEmpty, missing.isEmpty { missing = Set(query.relations.values) }
    for asset in missing.sorted() {
      let read = table.addRead(asset, offset: range.start)
      scannedReads.insert(read)
      found[asset] = read
    }
    return found.sorted { $0.value < $1.value }.map { asset, read in
      let known = knownInput(asset)
      return ScannedInput(id: read, columns: Set(known.names), isOpen: !known.isComplete)
    }
  }
}
