package dev.parley.client.view;

import dev.parley.agents.ModelSpec;
import dev.parley.agents.Money;
import dev.parley.agents.Usage;
import dev.parley.transcript.ConversationStore.Spent;
import java.util.List;

/** The table of {@code show --cost}: what each agent spent on each model. */
public final class CostView {

  /** What stands where tokens were used and nothing was charged. */
  public static final String NO_PRICE = "no price known";

  private CostView() {}

  /** One line per agent and model under headings, and the sum; without a line end. */
  public static String render(List<Spent> spent) {
    if (spent.isEmpty()) {
      return "No model was called.";
    }
    var table =
        new Table(
            Table.Column.text("AGENT"),
            Table.Column.text("MODEL"),
            Table.Column.number("CALLS"),
            Table.Column.number("INPUT"),
            Table.Column.number("CACHED"),
            Table.Column.number("OUTPUT"),
            Table.Column.number("REASONING"),
            Table.Column.number("COST"));
    for (Spent one : spent) {
      row(table, one.agent(), one.model(), one.calls(), one.usage(), cost(one));
    }
    Spent total = total(spent);
    row(table, "total", "", total.calls(), total.usage(), total(spent, total));
    return table.render(Integer.MAX_VALUE);
  }

  /** The sum over agents and models. */
  static Spent total(List<Spent> spent) {
    Spent sum = new Spent("total", "", 0, Usage.NONE, Money.ZERO);
    for (Spent one : spent) {
      sum =
          new Spent(
              sum.agent(),
              sum.model(),
              sum.calls() + one.calls(),
              sum.usage().plus(one.usage()),
              sum.cost().plus(one.cost()));
    }
    return sum;
  }

  /** What is shown as the cost of a line. */
  static String cost(Spent one) {
    if (one.cost().nanos() > 0 || costsNothing(one)) {
      return Amounts.money(one.cost());
    }
    return NO_PRICE;
  }

  /** What is shown as the cost in all; a plus where a part of it is not known. */
  static String total(List<Spent> spent, Spent total) {
    boolean known = spent.stream().allMatch(one -> one.cost().nanos() > 0 || costsNothing(one));
    if (known) {
      return Amounts.money(total.cost());
    }
    return total.cost().nanos() == 0 ? NO_PRICE : Amounts.money(total.cost()) + " +";
  }

  private static boolean costsNothing(Spent one) {
    return one.model().startsWith(ModelSpec.SCRIPTED + ":") || one.usage().total() == 0;
  }

  private static void row(
      Table table, String agent, String model, long calls, Usage usage, String cost) {
    table.row(
        agent,
        model,
        Amounts.number(calls),
        Amounts.number(usage.input()),
        Amounts.number(usage.cached()),
        Amounts.number(usage.output()),
        Amounts.number(usage.reasoning()),
        cost);
  }
}
