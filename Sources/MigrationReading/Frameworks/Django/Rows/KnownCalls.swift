/// Functions from elsewhere that leave rows alone.
enum KnownCalls {
  /// Whether the function is of Python, its library, or a part of Django that writes nothing.
  static func isHarmless(_ name: String) -> Bool {
    if name.hasPrefix(".") { return isHarmless(String(name.drop { $0 == "." })) }
    guard let dot = name.firstIndex(of: ".") else { return builtins.contains(name) }
    let module = String(name[..<dot])
    if libraries.contains(module) { return true }
    return modules.contains { name.hasPrefix($0) } || loggers.contains(module)
      // A logger of the project: `acme.utils.log.logging.warning`.
      || loggers.contains(name.split(separator: ".").dropLast().last.map(String.init) ?? "")
  }

  private static let loggers: Set<String> = ["logger", "log", "LOG", "logging"]

  /// Functions of Django that add what models and their permissions are.
  static let tablesFilled = [
    "django.contrib.auth.management.create_permissions": ["auth_permission"],
    "django.contrib.contenttypes.management.create_contenttypes": ["django_content_type"],
    "guardian.shortcuts.assign_perm": ["guardian_userobjectpermission", "guardian_groupobjectpermission"],
  ]

  /// Whether the name promises to write.
  static func soundsLikeWriting(_ name: String) -> Bool {
    verbs.contains { name.hasPrefix($0) }
  }

  private static let builtins: Set<String> = [
    "print", "len", "range", "zip", "min", "max", "sum", "any", "all", "isinstance", "hasattr", "getattr",
    "dict",
    "bool", "float", "int", "str", "repr", "open", "next", "map", "filter", "type", "super", "round", "abs",
    "ord",
    "chr", "iter", "frozenset", "bytes", "Exception", "ValueError", "RuntimeError", "input", "id", "hash",
    "vars",
    "callable", "format", "list", "set", "tuple", "sorted", "enumerate", "reversed", "object", "defaultdict",
    "KeyError",
  ]
  private static let libraries: Set<String> = [
    "json", "uuid", "datetime", "re", "logging", "urllib", "collections", "itertools", "math", "decimal",
    "string",
    "hashlib", "os", "sys", "pathlib", "pytz", "random", "time", "functools", "operator", "copy", "csv", "io",
    "secrets", "base64", "textwrap", "html", "bs4", "dateutil", "yaml", "six", "zoneinfo", "unicodedata",
    "typing",
    "warnings", "tqdm", "contextlib", "struct", "zlib", "calendar", "binascii", "traceback", "statistics",
    "fractions",
    "slugify", "markdown", "mimetypes", "tempfile", "shutil", "types", "enum", "dataclasses", "requests",
    "mptt",
  ]
  private static let modules = [
    "django.utils.", "django.conf.", "django.db.models.", "django.db.transaction",
    "django.core.serializers.json",
    "django.contrib.auth.hashers", "django.core.exceptions", "django.core.files", "django.urls",
    "django.db.connection",
    "django.core.validators", "django.db.migrations", "django.template", "django.core.management.color",
    "django.db.IntegrityError", "modeltranslation.translator.", "django.core.paginator", "django.db.utils",
    "django.apps",
  ]
  private static let verbs = [
    "upsert", "create", "update", "delete", "save", "load", "sync", "migrate", "populate", "add_", "remove",
    "insert",
    "bulk", "call_command", "backfill", "rename", "move", "fix", "convert", "set_", "merge", "import", "seed",
    "copy_",
    "assign", "make", "write", "clean", "reset", "generate", "initial",
  ]
}
