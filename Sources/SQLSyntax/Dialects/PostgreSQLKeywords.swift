/// Where PostgreSQL allows a keyword as a name (gram.y, the four lists at its end).
enum PostgreSQLKeywords {
  /// Never a bare name; a label after AS. `system_user` is one since PostgreSQL 16 only, and a name before.
  static let reserved: StaticString = """
    all analyse analyze and any array as asc asymmetric both case cast check collate column constraint \
    create current_catalog current_date current_role current_time current_timestamp current_user default \
    deferrable desc distinct do else end except false fetch for foreign from grant group having in \
    initially intersect into lateral leading limit localtime localtimestamp not null offset on only or \
    order placing primary references returning select session_user some symmetric table then \
    to trailing true union unique user using variadic when where window with
    """
  /// A type, function or label; not a column or table name.
  static let typeOrFunctionName: StaticString = """
    authorization binary collation concurrently cross current_schema freeze full ilike inner is isnull \
    join left like natural notnull outer overlaps right similar tablesample verbose
    """
  /// A column or table name; not a function or type name (or with a grammar of its own).
  static let columnName: StaticString = """
    between bigint bit boolean char character coalesce dec decimal exists extract float greatest \
    grouping inout int integer interval json json_array json_arrayagg json_exists json_object \
    json_objectagg json_query json_scalar json_serialize json_table json_value least merge_action \
    national nchar none normalize nullif numeric out overlay position precision real row setof smallint \
    substring time timestamp treat trim values varchar xmlattributes xmlconcat xmlelement xmlexists \
    xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable
    """
  /// Words that need AS to be a column label (`AS_LABEL` in kwlist.h).
  static let notBareLabels: StaticString = """
    array as char character create day except fetch filter for from grant group having hour intersect into \
    isnull limit minute month notnull offset on order over overlaps precision returning second to union \
    varying where window with within without year
    """
}
