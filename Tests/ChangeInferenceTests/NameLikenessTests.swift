import Domain
import Testing

@testable import ChangeInference

@Suite struct NameLikenessTests {
  private let names = NameComparison(lexicon: Words.lexicon, leftOwner: "users", rightOwner: "accounts")

  @Test(arguments: [
    ("country", "country_code"), ("user_id", "account_id"), ("userName", "user_name"),
    ("username", "user_name"),
    ("qty", "quantity"), ("desc", "description"), ("cust_addr", "customer_address"), ("adress", "address"),
    ("is_active", "active"), ("items", "item"), ("zip", "postal_code"),
    ("billing_zip", "billing_postal_code"),
    ("amount", "amount_cents"), ("email", "user_email"), ("phone_number", "phone"), ("cost", "price"),
    ("bootcamp_format_details", "bootcamp_formats_details"),
  ])
  func `names of one thing are alike`(_ old: String, _ new: String) {
    #expect(names.likeness(old, new).score >= 0.68, "\(names.likeness(old, new).score)")
  }

  @Test(arguments: [
    ("start_date", "end_date"), ("first_name", "last_name"), ("billing_address", "shipping_address"),
    ("created_at", "updated_at"), ("min_price", "max_price"), ("address1", "address2"),
    ("nickname", "external_ref"),
    ("stripe_customer_id", "stripe_subscription_id"), ("order_status", "fulfillment_status"), ("foo", "bar"),
    ("name", "title"), ("", "a"), ("_", "__"), ("latitude", "longitude"), ("post", "cost"),
    ("home_phone", "work_phone"), ("organ", "organic"),
  ])
  func `names of different things are not`(_ old: String, _ new: String) {
    #expect(names.likeness(old, new).score < 0.68, "\(names.likeness(old, new).score)")
  }

  @Test(arguments: [
    ("customerSegment2", ["customer", "segment", "2"]), ("HTTPStatus", ["httpstatus"]), ("a__b", ["a", "b"]),
    ("line1", ["line", "1"]), ("größe", ["größe"]), ("", []), ("User-ID", ["user", "id"]),
  ])
  func `names are cut into words`(_ name: String, _ words: [String]) {
    #expect(NameWords.split(name) == words)
  }

  @Test(arguments: [
    ("kitten", "sitting", 3), ("abc", "acb", 1), ("", "", 0), ("", "ab", 2), ("adress", "address", 1),
    ("a", "a", 0),
  ])
  func `edit distances`(_ left: String, _ right: String, _ distance: Int) {
    #expect(WordLikeness.editDistance(Array(left.utf8), Array(right.utf8), atMost: 5) == distance)
    #expect(WordLikeness.editDistance(Array(right.utf8), Array(left.utf8), atMost: 5) == distance)
  }

  @Test(arguments: [
    ("address", "street", true), ("address", "address_city", true),
    ("billing_address", "billing_street", true),
    ("billing_address", "street", true), ("billing_address", "shipping_street", false),
    ("address", "email", false),
    ("full_name", "first_name", true), ("user_address", "user_zip_code", true), ("address", "address", false),
    ("note", "street", false),
  ])
  func `parts of wholes`(_ whole: String, _ part: String, _ isPart: Bool) {
    #expect(PartNames(whole, owners: ["users"], lexicon: Words.lexicon).hasPart(part) == isPart)
  }
}
