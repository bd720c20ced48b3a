"""A tool for agents in Python: the activity score_customer on the task queue python-tools.

    pip install temporalio
    python examples/python/score_worker.py
"""

import asyncio
import os
from dataclasses import dataclass

from temporalio import activity
from temporalio.client import Client
from temporalio.worker import Worker


@dataclass
class Customer:
    id: int


@activity.defn
async def score_customer(customer: Customer) -> dict:
    """Gets the arguments of the call as its one argument."""
    # The same for every attempt of this call and for no other call: what an idempotency key must be.
    key = activity.info().workflow_id
    if customer.id <= 0:
        raise ValueError(f"there is no customer {customer.id}")  # what the model is told
    return {"customer": customer.id, "score": customer.id % 10, "key": key}


async def main() -> None:
    client = await Client.connect(
        os.environ.get("TEMPORAL_ADDRESS", "localhost:7233"),
        namespace=os.environ.get("TEMPORAL_NAMESPACE", "default"),
    )
    await Worker(client, task_queue="python-tools", activities=[score_customer]).run()


if __name__ == "__main__":
    asyncio.run(main())
