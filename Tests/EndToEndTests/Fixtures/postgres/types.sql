CREATE TABLE every_spelling (
    a smallserial, b serial4, c bigserial, d int2, e int4, f int8, g float4, h float8, i real, j double precision,
    k float(20), l float(40), m decimal, n numeric(7), o numeric(7, 3), p dec(5, 1), q bool, r char, s char(4),
    t character varying, u character varying(12), v varchar, w national character varying(9), x bpchar, y "char",
    z text, aa time, ab time(3) with time zone, ac timetz, ad timestamp, ae timestamp(6) without time zone,
    af timestamptz(2), ag date, ah interval, ai interval day to second(3), aj interval year, ak uuid, al json,
    am jsonb, an bytea, ao inet, ap cidr, aq macaddr, ar bit, as_ bit(8), at bit varying(9), au varbit, av money,
    aw int[], ax text[][], ay integer ARRAY, az numeric(4, 2) ARRAY[3], ba tsvector, bb tsquery, bc xml, bd point,
    be int4range, bf tstzrange, bg pg_catalog.int4, bh oid, bi regclass, bj name, bk int4multirange
);
