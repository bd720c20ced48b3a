package dev.parley.activities.tools;

import dev.langchain4j.agent.tool.P;
import dev.parley.agents.ToolEffect;
import java.io.IOException;

/** Java methods are tools like others. */
class JavaToolContractTest extends ToolContract {

  /** One method for each effect. */
  @SuppressWarnings("UnusedMethod") // called by reflection
  private record Desk(Counterpart counterpart) {

    @dev.langchain4j.agent.tool.Tool(name = "READ", value = "Looks up an order")
    @Effect(ToolEffect.READ)
    String lookUp(@P("order") long id) throws IOException {
      return counterpart.take("", id);
    }

    @dev.langchain4j.agent.tool.Tool(name = "IDEMPOTENT", value = "Changes an order")
    @Effect(ToolEffect.IDEMPOTENT)
    String change(@P("order") long id, ToolContext context) throws IOException {
      return counterpart.take(context.key(), id);
    }

    @dev.langchain4j.agent.tool.Tool(name = "ONCE", value = "Refunds an order")
    String refund(@P("order") long id) throws IOException {
      return counterpart.take("", id);
    }
  }

  @Override
  protected Tool tool(ToolEffect effect, Counterpart counterpart) {
    return JavaTools.of(new Desk(counterpart)).stream()
        .filter(tool -> tool.name().equals(effect.name()))
        .findFirst()
        .orElseThrow();
  }

  @Override
  protected boolean losesAnswers() {
    return false;
  }
}
