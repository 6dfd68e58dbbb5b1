"""How the first columns of a table join downwards; shared by the printed formats."""

from reports.document import Table


def spans(table: Table) -> list[list[int]]:
    """For each cell the number of rows it covers; 0 where the cell above covers it.

    Columns join from the left: a column joins only where the one before it does.
    """
    heights = [[1] * len(table.columns) for _ in table.rows]
    for column in range(table.grouped):
        top = 0
        for row in range(1, len(table.rows)):
            same = table.rows[row][: column + 1] == table.rows[row - 1][: column + 1]
            if same:
                heights[row][column] = 0
                heights[top][column] += 1
            else:
                top = row
    return heights
