/// The spellings of the keywords, in the order of the cases of `Keyword`, and their lookup by bytes.
///
/// An open-addressing table that is built once; words are compared as lower-case ASCII without making a String.
package enum KeywordSpelling {
  /// All spellings in lower case, in the order of `Keyword.allCases` without `plain`.
  static let text: StaticString = """
    abort absent absolute access action add admin after aggregate algorithm alias all also alter always \
    analyse analyze and anti any apply array array_agg as asc ascending asensitive asof assert assertion \
    assignment asymmetric at atomic attach attribute authorization auto auto_increment autoincrement \
    backup backward before begin bernoulli between bigint bigserial binary bit bool boolean both bpchar \
    breadth bulk by cache call called cascade cascaded case cast catalog chain change char character \
    characteristics check checkpoint class cleanup clone close cluster coalesce collate collation column \
    columns comment comments commit committed compound compression concurrently conditional \
    configuration conflict connect connection constant constraint constraints content continue \
    conversion copy cost create cross csv cube current current_catalog current_date current_role \
    current_schema current_time current_timestamp current_user cursor cycle data database date datetime \
    day deallocate debug dec decimal declare decode default defaults deferrable deferred definer delayed \
    delete delimiter delimiters depends depth desc descending describe detach diagnostics dictionary \
    directory disable discard distinct distkey diststyle div do document domain double drop duplicate \
    dynamic each else elseif elsif empty enable encode encoding encrypted end enforced engine enum error \
    escape even event except exception exclude excluding exclusive exec execute exists exit explain \
    export expression extension external extract false family fetch filter final finalize first float \
    float4 float8 flush following for force foreach foreign format forward found freeze from full \
    fulltext function functions generated get glob global go goto grant granted greatest group grouping \
    groups handler having header high_priority hold hour hugeint iceberg identity if ignore ilike \
    immediate immutable implicit import in include including increment indent index indexes info inherit \
    inherits initially inline inner inout inplace input insensitive insert install instead int int1 int2 \
    int4 int8 integer interleaved intersect interval into invisible invoker is isnull isolation join \
    json json_array json_arrayagg json_exists json_object json_objectagg json_query json_scalar \
    json_serialize json_table json_value keep key keys kill label lambda language large last lateral \
    leading leakproof least left level like limit list listen load local localtime localtimestamp \
    location lock locked log logged loop low_priority macro map mapping match matched materialized \
    maxvalue merge merge_action method minute minvalue mod mode modify month move name names national \
    natural nchar nested new next nfc nfd nfkc nfkd no none normalize normalized not nothing notice \
    notify notnull nowait null nullif nulls numeric object objects of off offset oids old omit on only \
    operator option options or order ordinality others out outer over overlaps overlay overriding \
    overwrite owned owner parallel parameter parser partial partition partitions passing password path \
    percent percentage perform period persist pivot placing plan planned_rows plans policy position \
    positional pragma preceding precision prepare prepared preserve prewhere primary print prior \
    privileges procedural procedure procedures program publication purge qualify quote quotes raise \
    range read real reassign record recursive ref references referencing refresh regexp reindex relative \
    release rename repeatable replace replica reservoir reset respect restart restrict return returning \
    returns reverse revoke right rlike role rollback rollup routine routines row row_format rowid rows \
    rowtype rule sample savepoint scalar schema schemas scroll search second secret security select semi \
    sequence sequences serial serial2 serial4 serial8 serializable server session session_user set setof \
    sets settings shards share shared show similar simple skip slice smallint smallserial snapshot some \
    sortkey source spatial split sql sqlstate stable stacked stage standalone start statement statistics \
    stdin stdout storage stored straight_join strict strict_tables string strip struct subscription \
    substring summarize support swap symmetric sysid system system_user table tables tablesample \
    tablespace target temp template temporary text then throw ties time timestamp timestamptz timetz \
    tinyint to top trailing transaction transform transient treat trigger trim true truncate trusted try \
    try_cast type types ubigint uescape uhugeint uinteger unbounded uncommitted unconditional undrop \
    unencrypted union unique unknown unlisten unlogged unnest unpivot unsigned until update use user \
    using using_sample usmallint utinyint vacuum valid validate validator value values varbit varchar \
    variable variadic varying verbose version view views virtual visible volatile waitfor warehouse \
    warning when where while whitespace window with within without work wrapper write xml xmlattributes \
    xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable \
    xor year yes zerofill zone
    """

  /// The longest spelling in bytes; longer words are never looked up.
  static let longest = 20

  private struct Index: Sendable {
    var slots: [UInt16]
    var starts: [Int32]
    var lengths: [UInt8]
    var bytes: [UInt8]
  }

  private static let slotCount = 4096

  private static let index: Index = {
    var result = Index(
      slots: Array(repeating: 0, count: slotCount), starts: [0], lengths: [0], bytes: [])
    let letters = text.withUTF8Buffer { Array($0) }
    result.bytes = letters
    var start = 0
    var hash: UInt32 = seed
    for position in 0...letters.count {
      let byte = position < letters.count ? letters[position] : UInt8(ascii: " ")
      if byte != UInt8(ascii: " ") && byte != UInt8(ascii: "\n") {
        hash = (hash ^ UInt32(byte | 0x20)) &* prime
        continue
      }
      if position > start {
        let number = UInt16(truncatingIfNeeded: result.starts.count)
        result.starts.append(Int32(truncatingIfNeeded: start))
        result.lengths.append(UInt8(truncatingIfNeeded: position - start))
        var slot = Int(hash >> 7) & (slotCount - 1)
        while result.slots[slot] != 0 { slot = (slot + 1) & (slotCount - 1) }
        result.slots[slot] = number
      }
      start = position + 1
      hash = seed
    }
    return result
  }()

  static let seed: UInt32 = 0x811C_9DC5
  static let prime: UInt32 = 0x0100_0193

  /// The keyword that the bytes from `start` spell in any case; `plain` if they spell none.
  static func keyword(in bytes: Span<UInt8>, start: Int, end: Int) -> Keyword {
    let length = end - start
    guard length > 1, length <= longest else { return .plain }
    var hash = seed
    for position in start..<end {
      hash = (hash ^ UInt32(bytes[position] | 0x20)) &* prime
    }
    return find(hash: hash, length: length) { bytes[start + $0] | 0x20 }
  }

  /// The keyword that a text spells in any case.
  package static func keyword(_ word: String) -> Keyword {
    let letters = Array(word.utf8)
    return keyword(in: letters.span, start: 0, end: letters.count)
  }

  /// The spelling of a keyword in lower case.
  package static func spelling(of keyword: Keyword) -> String {
    let number = Int(keyword.rawValue)
    guard number > 0, number < index.starts.count else { return "" }
    let start = Int(index.starts[number])
    return String(decoding: index.bytes[start..<start + Int(index.lengths[number])], as: UTF8.self)
  }

  @inline(__always)
  private static func find(hash: UInt32, length: Int, byte: (Int) -> UInt8) -> Keyword {
    var slot = Int(hash >> 7) & (slotCount - 1)
    while true {
      let number = Int(index.slots[slot])
      if number == 0 { return .plain }
      if Int(index.lengths[number]) == length {
        let start = Int(index.starts[number])
        var position = 0
        // The bit 0x20 folds letters; "_" becomes DEL, in the word as in the list.
        while position < length, index.bytes[start + position] | 0x20 == byte(position) { position += 1 }
        if position == length { return Keyword(rawValue: UInt16(truncatingIfNeeded: number)) ?? .plain }
      }
      slot = (slot + 1) & (slotCount - 1)
    }
  }
}
