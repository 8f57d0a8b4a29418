import Testing

@testable import MigrationReading

/// Names as GORM 1.25 with inflection 1.0.0 makes them: the expected ones are what it printed.
@Suite struct GormNamesTests {
  @Test(arguments: [
    ("ID", "id"), ("UserID", "user_id"), ("HTTPServer", "http_server"), ("OAuth2Token", "o_auth2_token"),
    ("IPAddr", "ip_addr"), ("ServerIP", "server_ip"), ("URLPath", "url_path"), ("AWSKey", "aws_key"),
    ("X509Cert", "x509_cert"), ("UTF8Name", "utf8_name"), ("APIKey", "api_key"), ("userName", "user_name"),
    ("A", "a"), ("AB", "ab"), ("ABC", "abc"), ("Foo_Bar", "foo_bar"), ("MD5", "md5"),
    ("Sha256Hash", "sha256_hash"), ("IsOK", "is_ok"), ("UUIDs", "uuids"), ("QPSLimit", "qps_limit"),
    ("JSONData", "json_data"), ("VMID", "vm_id"), ("ZIPCode", "z_ip_code"), ("HTTPSPort", "http_s_port"),
    ("Status1", "status1"), ("Line2Text", "line2_text"),
  ])
  func `fields become columns`(field: String, column: String) {
    #expect(GormNames.column(field) == column)
  }

  @Test(arguments: [
    ("Person", "people"), ("Child", "children"), ("Status", "statuses"), ("Category", "categories"),
    ("Box", "boxes"), ("News", "news"), ("Sheep", "sheep"), ("UserInformation", "user_informations"),
    ("Index", "indices"), ("Analysis", "analyses"), ("Mouse", "mice"), ("Quiz", "quizzes"), ("Bus", "buses"),
    ("Hero", "heros"), ("Leaf", "leafs"), ("Knife", "knives"), ("Day", "days"), ("Medium", "media"),
    ("Datum", "data"), ("Alias", "aliases"), ("Campus", "campus"), ("Human", "humen"), ("Goose", "gooses"),
    ("Software", "softwares"), ("Traffic", "traffics"), ("Address", "addresses"), ("Matrix", "matrices"),
    ("UserHistory", "user_histories"), ("Fish", "fish"), ("GoldFish", "gold_fishes"), ("Foot", "foots"),
    ("Series", "series"), ("Money", "money"), ("OtherMoney", "other_moneys"), ("Photo", "photos"),
    ("Tomato", "tomatoes"), ("UserData", "user_data"), ("Media", "media"), ("Database", "databases"),
    ("APIKey", "api_keys"), ("Wife", "wives"), ("Proof", "proofs"), ("Wolf", "wolves"), ("Potato", "potatos"),
    ("Process", "processes"), ("Base", "bases"), ("Crisis", "crises"), ("Drive", "drives"), ("OS", "os"),
    ("Bonus", "bonus"), ("Criteria", "criteria"), ("Vertex", "vertices"), ("House", "houses"),
    ("Shoe", "shoes"), ("Movie", "movies"),
  ])
  func `structures become tables`(structure: String, table: String) {
    #expect(GormNames.table(structure) == table)
  }
}
