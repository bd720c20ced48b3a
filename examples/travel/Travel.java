package dev.parley.examples.travel;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.parley.activities.tools.Effect;
import dev.parley.agents.ToolEffect;
import dev.parley.worker.ParleyWorker;
import dev.parley.worker.WorkerExtension;

/** The tool of {@code examples/travel.yaml}. */
public final class Travel implements WorkerExtension {

  @Override
  public void extend(ParleyWorker worker) {
    worker.tools(this);
  }

  /** Pays a flight back; it must not happen twice. */
  @Tool(name = "refund_flight", value = "Refunds a flight")
  @Effect(ToolEffect.ONCE)
  public String refundFlight(@P(name = "flight_id", value = "number of the flight") String flight) {
    return "Flight %s refunded".formatted(flight);
  }
}
