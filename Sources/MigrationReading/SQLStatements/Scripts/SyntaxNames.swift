import Domain
import SQLSyntax

// Names that both modules have, made distinct: `Syntax...` is what was parsed, `Neutral...` what is handed on.
typealias SyntaxAssignment = SQLSyntax.Assignment
typealias SyntaxColumnDefinition = SQLSyntax.ColumnDefinition
typealias SyntaxExpression = SQLSyntax.Expression
typealias SyntaxPositions = SQLSyntax.PositionMap
typealias NeutralAssignment = Domain.Assignment
typealias NeutralColumn = Domain.ColumnReference
typealias NeutralColumnDefinition = Domain.ColumnDefinition
typealias NeutralExpression = Domain.Expression
typealias NeutralLiteral = Domain.Literal
