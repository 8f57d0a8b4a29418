import SQLSyntax

// Domain has small neutral values of the same names; here the syntax tree is meant.
typealias Expression = SQLSyntax.Expression
typealias ColumnReference = SQLSyntax.ColumnReference
typealias Literal = SQLSyntax.Literal
