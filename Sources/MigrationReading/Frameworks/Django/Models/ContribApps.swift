import Domain

/// The apps of Django itself that have tables, as one migration each: what theirs come to.
///
/// `django/contrib/<app>/migrations` of Django 4.2 to 5.2; earlier versions differ in lengths of texts.
struct ContribApps {
  /// The files of the apps that a project uses, `known` being labels of its own.
  static func files(_ settings: DjangoSettings, used: Set<String>, known: Set<String>)
    -> [DjangoMigrationFile]
  {
    let wanted = labels(used.union(settings.contribApps)).subtracting(known)
    return wanted.sorted().compactMap { label in
      operations(label, settings).map { DjangoMigrationFile.written(app: label, text: text(label, $0)) }
    }
  }

  /// Whether an app is one of them.
  static func isOne(_ label: String) -> Bool { needs[label] != nil }

  private static let needs: [String: [String]] = [
    "admin": ["auth"], "auth": ["contenttypes"], "contenttypes": [], "flatpages": ["sites"],
    "redirects": ["sites"], "sessions": [], "sites": [],
  ]

  /// The apps of names, with those that they need.
  private static func labels(_ names: Set<String>) -> Set<String> {
    var labels = names.filter(isOne)
    for _ in 0..<3 { labels.formUnion(labels.flatMap { needs[$0] ?? [] }) }
    return labels
  }

  private static func text(_ label: String, _ operations: String) -> String {
    let needs = (needs[label] ?? []).map { "(\"\($0)\", \"__first__\"), " }.joined()
    let user =
      label == "admin" ? "migrations.swappable_dependency(settings.AUTH_USER_MODEL), " : ""
    return """
      from django.conf import settings
      from django.db import migrations, models
      class Migration(migrations.Migration):
          dependencies = [\(user)\(needs)]
          operations = [
      \(operations)
          ]

      """
  }

  private static let key = #"("id", models.AutoField(primary_key=True))"#

  private static func operations(_ label: String, _ settings: DjangoSettings) -> String? {
    switch label {
    case "admin": admin
    case "auth": permissions + (settings.userModel == ModelKey(app: "auth", name: "User") ? user : "")
    case "contenttypes": contentTypes
    case "flatpages": flatPages
    case "redirects": redirects
    case "sessions": sessions
    case "sites": sites
    default: nil
    }
  }

  private static let contentTypes = """
    migrations.CreateModel("ContentType", [\(key), ("app_label", models.CharField(max_length=100)),
      ("model", models.CharField(max_length=100))],
      {"db_table": "django_content_type", "unique_together": {("app_label", "model")}}),
    """

  private static let permissions = """
    migrations.CreateModel("Permission", [\(key), ("name", models.CharField(max_length=255)),
      ("content_type", models.ForeignKey("contenttypes.ContentType", models.CASCADE)),
      ("codename", models.CharField(max_length=100))], {"unique_together": {("content_type", "codename")}}),
    migrations.CreateModel("Group", [\(key), ("name", models.CharField(max_length=150, unique=True)),
      ("permissions", models.ManyToManyField("auth.Permission"))]),
    """

  private static let user = """
    migrations.CreateModel("User", [\(key), ("password", models.CharField(max_length=128)),
      ("last_login", models.DateTimeField(null=True)), ("is_superuser", models.BooleanField(default=False)),
      ("username", models.CharField(max_length=150, unique=True)),
      ("first_name", models.CharField(max_length=150)), ("last_name", models.CharField(max_length=150)),
      ("email", models.CharField(max_length=254)), ("is_staff", models.BooleanField(default=False)),
      ("is_active", models.BooleanField(default=True)), ("date_joined", models.DateTimeField()),
      ("groups", models.ManyToManyField("auth.Group")),
      ("user_permissions", models.ManyToManyField("auth.Permission"))]),
    """

  private static let admin = """
    migrations.CreateModel("LogEntry", [\(key), ("action_time", models.DateTimeField()),
      ("object_id", models.TextField(null=True)), ("object_repr", models.CharField(max_length=200)),
      ("action_flag", models.PositiveSmallIntegerField()), ("change_message", models.TextField()),
      ("content_type", models.ForeignKey("contenttypes.ContentType", models.SET_NULL, null=True)),
      ("user", models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE))], {"db_table": "django_admin_log"}),
    """

  private static let sessions = """
    migrations.CreateModel("Session", [("session_key", models.CharField(max_length=40, primary_key=True)),
      ("session_data", models.TextField()), ("expire_date", models.DateTimeField(db_index=True))],
      {"db_table": "django_session"}),
    """

  private static let sites = """
    migrations.CreateModel("Site", [\(key), ("domain", models.CharField(max_length=100, unique=True)),
      ("name", models.CharField(max_length=50))], {"db_table": "django_site"}),
    """

  private static let redirects = """
    migrations.CreateModel("Redirect", [\(key), ("site", models.ForeignKey("sites.Site", models.CASCADE)),
      ("old_path", models.CharField(max_length=200, db_index=True)),
      ("new_path", models.CharField(max_length=200))],
      {"db_table": "django_redirect", "unique_together": {("site", "old_path")}}),
    """

  private static let flatPages = """
    migrations.CreateModel("FlatPage", [\(key), ("url", models.CharField(max_length=100, db_index=True)),
      ("title", models.CharField(max_length=200)), ("content", models.TextField()),
      ("enable_comments", models.BooleanField(default=False)),
      ("template_name", models.CharField(max_length=70)),
      ("registration_required", models.BooleanField(default=False)),
      ("sites", models.ManyToManyField("sites.Site"))], {"db_table": "django_flatpage"}),
    """
}
