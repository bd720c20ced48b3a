package dev.parley.examples.payment;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.parley.activities.tools.Effect;
import dev.parley.agents.ToolEffect;
import dev.parley.worker.ParleyWorker;
import dev.parley.worker.WorkerExtension;
import java.math.BigDecimal;

/** The tools of {@code examples/payment.yaml}: methods of a class that a worker is given. */
public final class Payments implements WorkerExtension {

  @Override
  public void extend(ParleyWorker worker) {
    worker.tools(this);
  }

  /** Looks an order up; it may be repeated freely. */
  @Tool(name = "lookup_order", value = "Says what an order cost and how it was paid")
  @Effect(ToolEffect.READ)
  public String lookupOrder(@P("number of the order") long id) {
    return "Order %d: 240.00 EUR, paid by card, delivered broken.".formatted(id);
  }

  /** Pays money back; it must not happen twice. */
  @Tool(name = "refund", value = "Pays an order back, or a part of it")
  @Effect(ToolEffect.ONCE)
  public String refund(@P("number of the order") long id, @P("EUR") BigDecimal amount) {
    return "Refunded %s EUR for order %d.".formatted(amount.toPlainString(), id);
  }
}
