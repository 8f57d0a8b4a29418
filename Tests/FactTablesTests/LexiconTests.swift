import Domain
import FactTables
import Testing

@Suite struct LexiconTests {
  private let lexicon = (try? Facts.embedded())?.lexicon ?? Lexicon()

  @Test(arguments: [
    ("customer", "client"), ("users", "users"), ("segment", "tier"), ("country", "country_code"),
    ("zip", "postal_code"),
    ("created_at", "creation_date"), ("vendor", "supplier"), ("quantity", "count"),
  ])
  func `synonyms are found both ways`(left: String, right: String) {
    #expect(lexicon.areSynonyms(left, right))
    #expect(lexicon.areSynonyms(right, left))
  }

  @Test(arguments: [("customer", "price"), ("nothing", "known"), ("email", "phone")])
  func `unlike words are no synonyms`(left: String, right: String) {
    #expect(!lexicon.areSynonyms(left, right))
  }

  @Test(arguments: [
    ("address", "street"), ("address", "city"), ("address", "state_code"), ("address", "postal_code"),
    ("name", "first_name"),
    ("location", "lat"), ("phone", "area_code"), ("amount", "currency"), ("timestamp", "date"),
  ])
  func `a whole knows its parts`(whole: String, part: String) {
    #expect(lexicon.isPart(part, of: whole))
    #expect(lexicon.parts(of: whole).contains(part))
    #expect(!lexicon.isPart("invoice_total", of: whole))
  }

  @Test(arguments: [
    ("addr", "address"), ("qty", "quantity"), ("no", "number"), ("zip", "postal_code"), ("dt", "date"),
    ("st", "state"), ("xyz", "xyz"),
  ])
  func `a short word has its long ones`(short: String, long: String) {
    #expect(lexicon.expansions(of: short).contains(long))
  }

  @Test(arguments: [
    ("users", "user"), ("addresses", "address"), ("categories", "category"), ("people", "person"),
    ("boxes", "box"),
    ("branches", "branch"), ("prices", "price"), ("status", "status"), ("statuses", "status"),
    ("address", "address"),
    ("analysis", "analysis"), ("indices", "index"), ("series", "series"), ("bus", "bus"), ("as", "as"),
    ("", ""), ("s", "s"), ("houses", "house"),
  ])
  func `a plural has its singular`(plural: String, singular: String) {
    #expect(lexicon.singular(plural) == singular)
  }

  @Test func `no entry says nothing`() {
    for group in lexicon.synonyms { #expect(Set(group).count == group.count && group.count > 1, "\(group)") }
    for (short, long) in lexicon.abbreviations { #expect(!long.isEmpty && !long.contains(short), "\(short)") }
    for group in lexicon.partGroups {
      #expect(
        Set(group.wholes).count == group.wholes.count && Set(group.parts).count == group.parts.count,
        "\(group.wholes)")
      #expect(group.parts.count > 1, "\(group.wholes)")
    }
    for prefix in lexicon.emptyPrefixes { #expect(prefix.hasSuffix("_"), "\(prefix)") }
    for suffix in lexicon.emptySuffixes { #expect(suffix.hasPrefix("_"), "\(suffix)") }
    #expect(
      lexicon.emptySuffixes == lexicon.emptySuffixes.sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) })
  }
}
