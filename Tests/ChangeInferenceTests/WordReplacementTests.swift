import Domain
import Testing

@testable import ChangeInference

@Suite struct WordReplacementTests {
  private static func replacement(_ old: String, _ new: String) -> WordReplacement? {
    WordReplacement(NameWords(old, lexicon: Words.lexicon), NameWords(new, lexicon: Words.lexicon))
  }

  @Test(arguments: [
    ("team_id", "organization_id", ["team"], ["organization"], false),
    ("moiralist_id", "keycloakgroup_id", ["moiralist"], ["keycloakgroup"], false),
    ("version_md5", "version_digest", ["md", "5"], ["digest"], true),
    ("published", "published_at", [], ["at"], true), ("icon", "avatar", ["icon"], ["avatar"], false),
    ("mod_remove_post_id", "admin_remove_post_id", ["mod"], ["admin"], true),
  ])
  func `the words that change are told apart from those that stay`(
    _ old: String, _ new: String, _ gone: [String], _ come: [String], _ keeps: Bool
  ) {
    let found = Self.replacement(old, new)
    #expect(
      found?.old == gone && found?.new == come && found?.keepsWords == keeps, "\(String(describing: found))")
  }

  @Test(arguments: [("user_id", "userId"), ("start_date", "end_date"), ("address1", "address2")])
  func `the same words and opposed ones are no replacement`(_ old: String, _ new: String) {
    #expect(Self.replacement(old, new) == nil)
  }

  @Test func `words that stay need one more name, whole names another table`() throws {
    let kept = try #require(Self.replacement("version_md5", "version_digest"))
    let whole = try #require(Self.replacement("when_", "published"))
    var replacements = WordReplacements()
    replacements.note(kept, "version_md5", "version_digest", of: ObjectID(1), in: ObjectID(10), isSole: false)
    replacements.note(whole, "when_", "published", of: ObjectID(2), in: ObjectID(10), isSole: false)
    #expect(!replacements.isRepeated(kept) && !replacements.isRepeated(whole))
    replacements.note(kept, "version_md5", "version_digest", of: ObjectID(1), in: ObjectID(10), isSole: false)
    #expect(!replacements.isRepeated(kept), "the same column twice is no repetition")
    replacements.note(kept, "version_md5", "version_digest", of: ObjectID(3), in: ObjectID(10), isSole: false)
    replacements.note(whole, "when_", "published", of: ObjectID(4), in: ObjectID(10), isSole: false)
    #expect(replacements.isRepeated(kept) && !replacements.isRepeated(whole))
    replacements.note(whole, "when_", "published", of: ObjectID(5), in: ObjectID(11), isSole: false)
    #expect(replacements.isRepeated(whole))
  }

  @Test func `the same two names in twin tables say it once, unless one table has no other choice`() throws {
    let word = try #require(Self.replacement("api_source_answer", "api_text"))
    var twins = WordReplacements()
    for number in 1...2 {
      twins.note(
        word, "api_source_answer", "api_text", of: ObjectID(number), in: ObjectID(10 + number), isSole: false)
    }
    #expect(twins.isRepeated(word) && !twins.isIndependent(word))
    var others = twins
    others.note(word, "web_source_answer", "web_text", of: ObjectID(3), in: ObjectID(11), isSole: false)
    #expect(others.isIndependent(word))
    twins.note(word, "api_source_answer", "api_text", of: ObjectID(4), in: ObjectID(14), isSole: true)
    #expect(twins.isIndependent(word))
  }
}
