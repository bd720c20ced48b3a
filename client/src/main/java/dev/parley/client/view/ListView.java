package dev.parley.client.view;

import dev.parley.transcript.ConversationStore.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The table of {@code list}. */
public final class ListView {

  private static final int INDENT = 2;

  /** Below this no cause is broken to fit: there is nothing left to read. */
  private static final int LEAST_TEXT = 20;

  private ListView() {}

  /**
   * One line per conversation under headings, without a line end; ids are never cut. What keeps one
   * from going on stands below it, in full.
   *
   * @param now what ages are counted from
   * @param width how many columns there are
   */
  public static String render(List<Standing> conversations, Instant now, int width) {
    if (conversations.isEmpty()) {
      return "No conversations.";
    }
    List<String> rows = table(conversations, now).render(width).lines().toList();
    List<String> lines = new ArrayList<>(rows.subList(0, 1));
    for (int i = 0; i < conversations.size(); i++) {
      lines.add(rows.get(i + 1));
      Cause.of(conversations.get(i))
          .ifPresent(cause -> lines.addAll(below(Display.line(cause.text()), width)));
    }
    return String.join("\n", lines);
  }

  private static Table table(List<Standing> conversations, Instant now) {
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
    return table;
  }

  static List<String> below(String cause, int width) {
    int room = width - INDENT;
    List<String> lines = room < LEAST_TEXT ? List.of(cause) : Columns.wrap(cause, room);
    return lines.stream().map(line -> " ".repeat(INDENT) + line).toList();
  }
}
