/// A word that some dialect's grammar gives a meaning to; `plain` is every other word.
///
/// The PostgreSQL 17 list (appendix C of its manual) and the words that other dialects add. Whether a word
/// may be a name is the dialect's (`KeywordTable`).
package enum Keyword: UInt16, CaseIterable, Sendable {
  case plain
  case abort, absent, absolute, access, action, add, admin, after, aggregate, algorithm, alias, all, also
  case alter, always, analyse, analyze, and, anti, `any`, apply, array, arrayAgg, `as`, asc, ascending
  case asensitive, asof, assert, assertion, assignment, asymmetric, at, atomic, attach, attribute
  case authorization, auto, autoIncrement, autoincrement, backup, backward, before, begin, bernoulli
  case between, bigint, bigserial, binary, bit, bool, boolean, both, bpchar, breadth, bulk, by, cache, call
  case called, cascade, cascaded, `case`, cast, catalog, chain, change, char, character, characteristics
  case check, checkpoint, `class`, cleanup, clone, close, cluster, coalesce, collate, collation, column
  case columns, comment, comments, commit, committed, compound, compression, concurrently, conditional
  case configuration, conflict, connect, connection, constant, constraint, constraints, content, `continue`
  case conversion, copy, cost, create, cross, csv, cube, current, currentCatalog, currentDate, currentRole
  case currentSchema, currentTime, currentTimestamp, currentUser, cursor, cycle, data, database, date
  case datetime, day, deallocate, debug, dec, decimal, declare, decode, `default`, defaults, deferrable
  case deferred, definer, delayed, delete, delimiter, delimiters, depends, depth, desc, descending, describe
  case detach, diagnostics, dictionary, directory, disable, discard, distinct, distkey, diststyle, div, `do`
  case document, domain, double, drop, duplicate, dynamic, each, `else`, elseif, elsif, empty, enable
  case encode, encoding, encrypted, end, enforced, engine, `enum`, error, escape, even, event, except
  case exception, exclude, excluding, exclusive, exec, execute, exists, exit, explain, export, expression
  case `extension`, external, extract, `false`, family, fetch, filter, final, finalize, first, float, float4
  case float8, flush, following, `for`, force, foreach, foreign, format, forward, found, freeze, from, full
  case fulltext, function, functions, generated, get, glob, global, go, goto, grant, granted, greatest
  case group, grouping, groups, handler, having, header, highPriority, hold, hour, hugeint, iceberg
  case identity, `if`, ignore, ilike, immediate, immutable, implicit, `import`, `in`, include, including
  case increment, indent, index, indexes, info, inherit, inherits, initially, inline, inner, `inout`
  case inplace, input, insensitive, insert, install, instead, int, int1, int2, int4, int8, integer
  case interleaved, intersect, interval, into, invisible, invoker, `is`, isnull, isolation, join, json
  case jsonArray, jsonArrayagg, jsonExists, jsonObject, jsonObjectagg, jsonQuery, jsonScalar, jsonSerialize
  case jsonTable, jsonValue, keep, key, keys, kill, label, lambda, language, large, last, lateral, leading
  case leakproof, least, left, level, like, limit, list, listen, load, local, localtime, localtimestamp
  case location, lock, locked, log, logged, loop, lowPriority, macro, map, mapping, match, matched
  case materialized, maxvalue, merge, mergeAction, method, minute, minvalue, mod, mode, modify, month, move
  case name, names, national, natural, nchar, nested, new, next, nfc, nfd, nfkc, nfkd, no, noneWord, normalize
  case normalized, not, nothing, notice, notify, notnull, nowait, null, nullif, nulls, numeric, object
  case objects, of, off, offset, oids, old, omit, on, only, `operator`, option, options, or, order
  case ordinality, others, out, outer, over, overlaps, overlay, overriding, overwrite, owned, owner
  case parallel, parameter, parser, partial, partition, partitions, passing, password, path, percent
  case percentage, perform, period, persist, pivot, placing, plan, plannedRows, plans, policy, position
  case positional, pragma, preceding, precision, prepare, prepared, preserve, prewhere, primary, print
  case prior, privileges, procedural, procedure, procedures, program, publication, purge, qualify, quote
  case quotes, raise, range, read, real, reassign, record, recursive, ref, references, referencing, refresh
  case regexp, reindex, relative, release, rename, repeatable, replace, replica, reservoir, reset, respect
  case restart, restrict, `return`, returning, returns, reverse, revoke, right, rlike, role, rollback
  case rollup, routine, routines, row, rowFormat, rowid, rows, rowtype, rule, sample, savepoint, scalar
  case schema, schemas, scroll, search, second, secret, security, select, semi, sequence, sequences, serial
  case serial2, serial4, serial8, serializable, server, session, sessionUser, set, setof, sets, settings
  case shards, share, shared, show, similar, simple, skip, slice, smallint, smallserial, snapshot, some
  case sortkey, source, spatial, split, sql, sqlstate, stable, stacked, stage, standalone, start, statement
  case statistics, stdin, stdout, storage, stored, straightJoin, strict, strictTables, string, strip
  case `struct`, subscription, substring, summarize, support, swap, symmetric, sysid, system, systemUser
  case table, tables, tablesample, tablespace, target, temp, template, temporary, text, then, `throw`, ties
  case time, timestamp, timestamptz, timetz, tinyint, to, top, trailing, transaction, transform, transient
  case treat, trigger, trim, `true`, truncate, trusted, `try`, tryCast, type, types, ubigint, uescape
  case uhugeint, uinteger, unbounded, uncommitted, unconditional, undrop, unencrypted, union, unique
  case unknown, unlisten, unlogged, unnest, unpivot, unsigned, until, update, use, user, using, usingSample
  case usmallint, utinyint, vacuum, valid, validate, validator, value, values, varbit, varchar, variable
  case variadic, varying, verbose, version, view, views, virtual, visible, volatile, waitfor, warehouse
  case warning, when, `where`, `while`, whitespace, window, with, within, without, work, wrapper, write, xml
  case xmlattributes, xmlconcat, xmlelement, xmlexists, xmlforest, xmlnamespaces, xmlparse, xmlpi, xmlroot
  case xmlserialize, xmltable, xor, year, yes, zerofill, zone
}
