import Domain

/// How a field class stands in PostgreSQL.
enum FieldRule: Sendable {
  /// A type without modifiers.
  case type(String)
  /// A type as SQL writes it.
  case written(ColumnType)
  /// A type that fills itself from a sequence.
  case sequence(String)
  /// `character varying` of `max_length`, or of this length without one; nil for no length.
  case text(Int?)
  /// `numeric` of `max_digits` and `decimal_places`.
  case numeric
  /// An array of `base_field`.
  case array
  /// The type of `output_field`, computed.
  case generated
  /// A geometry: kind of shape.
  case geometry(String)
  /// Text or JSON by `use_json_field`.
  case stream
  /// A foreign key; `isUnique` for one to one.
  case relation(isUnique: Bool)
  /// A table of pairs.
  case join
  /// Nothing in the database.
  case nothing
}

/// Field classes by name: Django's own, `contrib`'s, and those of widespread packages.
///
/// `data_types` in django/db/backends/postgresql/base.py; `db_type` and `get_internal_type` of the packages.
enum FieldTypes {
  /// The rule of a class by its dotted name; nil if it is not known and its name says nothing.
  static func rule(_ resolved: String) -> FieldRule? {
    let name = resolved.split(separator: ".").last.map(String.init) ?? resolved
    if let special = moduleRule(resolved, name) { return special }
    if let exact = exact[name] { return exact }
    return endings.first { name.hasSuffix($0.ending) }?.rule
  }

  /// Classes whose name means something else in some packages.
  private static func moduleRule(_ resolved: String, _ name: String) -> FieldRule? {
    if name == "JSONField", resolved.hasPrefix("jsonfield.") || resolved.hasPrefix("django_extensions.") {
      return .type("text")
    }
    if name == "MACAddressField", resolved.hasPrefix("netfields.") { return .type("macaddr") }
    if resolved.hasPrefix("fernet_fields.") || resolved.hasPrefix("django_cryptography.") {
      return .type("bytea")
    }
    if name.hasPrefix("Encrypted"), name != "EncryptedForeignKey" { return .type("text") }
    return nil
  }

  private static let exact: [String: FieldRule] = own.merging(contrib) { $1 }.merging(packages) { $1 }

  private static let own: [String: FieldRule] = [
    "AutoField": .sequence("integer"), "BigAutoField": .sequence("bigint"),
    "SmallAutoField": .sequence("smallint"),
    "BigIntegerField": .type("bigint"), "BinaryField": .type("bytea"), "BooleanField": .type("boolean"),
    "CharField": .text(nil), "CommaSeparatedIntegerField": .text(nil), "DateField": .type("date"),
    "DateTimeField": .type("timestamp with time zone"), "DecimalField": .numeric,
    "DurationField": .type("interval"), "EmailField": .text(254), "FileField": .text(100),
    "FilePathField": .text(100), "FloatField": .type("double precision"),
    "ForeignKey": .relation(isUnique: false),
    "GeneratedField": .generated, "GenericIPAddressField": .type("inet"), "IPAddressField": .type("inet"),
    "ImageField": .text(100), "IntegerField": .type("integer"), "JSONField": .type("jsonb"),
    "ManyToManyField": .join, "NullBooleanField": .type("boolean"),
    "OneToOneField": .relation(isUnique: true),
    "PositiveBigIntegerField": .type("bigint"), "PositiveIntegerField": .type("integer"),
    "PositiveSmallIntegerField": .type("smallint"), "SlugField": .text(50),
    "SmallIntegerField": .type("smallint"),
    "TextField": .type("text"), "TimeField": .type("time without time zone"), "URLField": .text(200),
    "UUIDField": .type("uuid"), "OrderWrt": .type("integer"),
  ]

  private static let contrib: [String: FieldRule] = [
    "ArrayField": .array, "BigIntegerRangeField": .type("int8range"), "CICharField": .type("citext"),
    "CIEmailField": .type("citext"), "CITextField": .type("citext"), "DateRangeField": .type("daterange"),
    "DateTimeRangeField": .type("tstzrange"), "DecimalRangeField": .type("numrange"),
    "FloatRangeField": .type("numrange"), "HStoreField": .type("hstore"),
    "IntegerRangeField": .type("int4range"),
    "SearchVectorField": .type("tsvector"), "SearchQueryField": .type("tsquery"),
    "GenericForeignKey": .nothing, "GenericRelation": .nothing,
    "GeometryField": .geometry("GEOMETRY"), "PointField": .geometry("POINT"),
    "LineStringField": .geometry("LINESTRING"), "PolygonField": .geometry("POLYGON"),
    "MultiPointField": .geometry("MULTIPOINT"), "MultiLineStringField": .geometry("MULTILINESTRING"),
    "MultiPolygonField": .geometry("MULTIPOLYGON"),
    "GeometryCollectionField": .geometry("GEOMETRYCOLLECTION"),
    "RasterField": .type("raster"),
  ]

  private static let packages: [String: FieldRule] = [
    "FSMField": .text(50), "FSMIntegerField": .type("integer"), "FSMKeyField": .relation(isUnique: false),
    "PhoneNumberField": .text(128), "CountryField": .text(2), "CurrencyField": .text(3),
    "MoneyField": .numeric, "TimeZoneField": .text(63), "LanguageField": .text(10), "StatusField": .text(100),
    "AutoCreatedField": .type("timestamp with time zone"),
    "AutoLastModifiedField": .type("timestamp with time zone"),
    "MonitorField": .type("timestamp with time zone"),
    "CreationDateTimeField": .type("timestamp with time zone"),
    "ModificationDateTimeField": .type("timestamp with time zone"), "UrlsafeTokenField": .text(128),
    "RandomCharField": .text(nil), "ShortUUIDField": .text(22), "SplitField": .type("text"),
    "StreamField": .stream, "RichTextField": .type("text"), "RichTextUploadingField": .type("text"),
    "HTMLField": .type("text"), "MarkdownField": .type("text"), "MarkdownxField": .type("text"),
    "MartorField": .type("text"), "PickledObjectField": .type("text"),
    "ParentalKey": .relation(isUnique: false),
    "ParentalManyToManyField": .join, "SortedManyToManyField": .join, "TreeManyToManyField": .join,
    "TaggableManager": .nothing, "ClusterTaggableManager": .nothing, "ImageSpecField": .nothing,
    "LtreeField": .type("ltree"), "PathField": .type("ltree"), "VectorField": .type("vector"),
    "HalfVectorField": .type("halfvec"), "ColorField": .text(25), "RGBColorField": .text(7),
    "MACAddressField": .type("bigint"), "InetAddressField": .type("inet"), "CidrAddressField": .type("cidr"),
    "ULIDField": .type("uuid"), "HashidAutoField": .sequence("integer"),
    "HashidBigAutoField": .sequence("bigint"),
    "BitField": .type("bigint"), "EnumIntegerField": .type("integer"), "EnumField": .text(10),
    "EnumCharField": .text(10), "TagField": .text(255), "MultiSelectField": .text(200),
    "RecurrenceField": .type("text"), "GzippedDictField": .type("text"),
    "MeasurementField": .type("double precision"), "MPTTField": .type("integer"),
    "PercentField": .type("double precision"), "SemVerField": .text(200), "WeekdaysField": .text(14),
    "HybridCloudForeignKey": .type("bigint"),
    "SingleRelatedObjectDescriptor": .nothing, "AutoOneToOneField": .relation(isUnique: true),
  ]

  /// What the end of an unknown class's name says; longer endings first.
  private static let endings: [(ending: String, rule: FieldRule)] = [
    ("ForeignKey", .relation(isUnique: false)), ("OneToOneField", .relation(isUnique: true)),
    ("ManyToManyField", .join), ("PositiveSmallIntegerField", .type("smallint")),
    ("PositiveBigIntegerField", .type("bigint")), ("PositiveIntegerField", .type("integer")),
    ("SmallIntegerField", .type("smallint")), ("BigIntegerField", .type("bigint")),
    ("IntegerField", .type("integer")), ("SmallAutoField", .sequence("smallint")),
    ("BigAutoField", .sequence("bigint")), ("AutoField", .sequence("integer")),
    ("DateTimeField", .type("timestamp with time zone")), ("DateField", .type("date")),
    ("TimeField", .type("time without time zone")), ("DurationField", .type("interval")),
    ("NullBooleanField", .type("boolean")), ("BooleanField", .type("boolean")), ("DecimalField", .numeric),
    ("FloatField", .type("double precision")), ("UUIDField", .type("uuid")), ("JSONField", .type("jsonb")),
    ("JsonField", .type("jsonb")), ("BinaryField", .type("bytea")), ("ArrayField", .array),
    ("IPAddressField", .type("inet")), ("EmailField", .text(254)), ("SlugField", .text(50)),
    ("URLField", .text(200)), ("UrlField", .text(200)), ("ThumbnailerImageField", .text(100)),
    ("ImageField", .text(100)), ("FileField", .text(100)), ("CharField", .text(nil)),
    ("RichTextField", .type("text")), ("StreamField", .stream), ("TextField", .type("text")),
  ]
}
