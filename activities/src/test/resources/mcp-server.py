"""A server over the official Python SDK: by standard streams, or by HTTP on the port that is given."""

import sys

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations

server = MCPServer("shop")
orders = {17: 240.00}


@server.tool(annotations=ToolAnnotations(read_only_hint=True))
def look_up(id: int) -> str:
    """Looks an order up."""
    return f"order {id}: {orders[id]:.2f} EUR"


@server.tool(annotations=ToolAnnotations(idempotent_hint=True))
def cancel(id: int, reason: str | None = None) -> str:
    """Cancels an order."""
    return f"cancelled {id}, {reason}"


@server.tool()
def refund(id: int, amount: float) -> dict[str, float]:
    """Refunds an order."""
    if amount > orders[id]:
        raise ToolError("more than was paid")
    return {"refunded": amount}


@server.resource("shop://rules")
def rules() -> str:
    """What may be refunded."""
    return "Refunds within 30 days."


@server.prompt()
def apologize(name: str) -> str:
    """A letter."""
    return f"Write {name} that we are sorry."


if len(sys.argv) > 1:
    server.run("streamable-http", host="127.0.0.1", port=int(sys.argv[1]))
else:
    server.run("stdio")
