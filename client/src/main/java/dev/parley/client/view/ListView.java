package dev.parley.client.view;

import dev.parley.transcript.ConversationStore.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The table of {@code list}. */
public final class ListView {

  private ListView() {}

  /**
   * One line per conversation under headings, without a line end; ids are never cut.
   *
   * @param now what ages are counted from
   * @param width how many columns there are
   */
  public static String render(List<Standing> conversations, Instant now, int width) {
    if (conversations.isEmpty()) {
      return "No conversations.";
    }
    var table =
        new Table(
            Table.Column.text("ID"),
            Table.Column.text("TEAM").shrinkingTo(8),
            Table.Column.text("STATE"),
            Table.Column.text("STARTED"),
            Table.Column.number("ENTRIES"),
            Table.Column.text("WAITING ON").shrinkingTo(10),
            Table.Column.number("COST"));
    for (Standing one : conversations) {
      String waitingOn = one.waitingOn();
      table.row(
          one.id(),
          one.team(),
          one.state().wire(),
          Amounts.age(Duration.between(one.startedAt(), now)) + " ago",
          Amounts.number(one.entries()),
          waitingOn == null ? "–" : waitingOn,
          one.cost().nanos() == 0 ? "–" : Amounts.money(one.cost()));
    }
    return table.render(width);
  }
}
