package dev.parley.client.view;

import dev.parley.agents.Usage;
import dev.parley.transcript.ConversationStore.Spent;
import dev.parley.transcript.ConversationStore.Standing;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A conversation as one HTML page that needs nothing else: no script, no font, no address. Its
 * content policy allows the page's own style by digest and nothing beside it.
 */
public final class HtmlView {

  private static final Template PAGE = Template.load("page.html");
  private static final Template SPENT = Template.load("spent.html");
  private static final String STYLE = Template.load("page.css").text();

  private HtmlView() {}

  /** The whole page. */
  public static String render(Shown shown) {
    Standing standing = shown.standing();
    var entries = new HtmlEntries(shown.authors());
    return PAGE.fill(
        Map.of(
            "digest", digest(STYLE),
            "style", STYLE,
            "title", Display.html(standing.id()),
            "state", standing.state().wire(),
            "facts", facts(Facts.of(standing)),
            "spent", shown.spent().isEmpty() ? "" : spent(shown.spent()),
            "entries",
                shown.entries().stream().map(entries::render).collect(Collectors.joining("\n"))));
  }

  private static String facts(Map<String, String> facts) {
    return facts.entrySet().stream()
        .map(
            fact ->
                "<tr><th scope=\"row\">%s</th><td>%s</td></tr>"
                    .formatted(fact.getKey(), Display.html(fact.getValue())))
        .collect(Collectors.joining("\n"));
  }

  private static String spent(List<Spent> spent) {
    Spent total = CostView.total(spent);
    return SPENT.fill(
        Map.of(
            "rows",
            spent.stream()
                .map(one -> row("", one, CostView.cost(one)))
                .collect(Collectors.joining("\n")),
            "total",
            row(" class=\"total\"", total, CostView.total(spent, total))));
  }

  private static String row(String attribute, Spent one, String cost) {
    Usage usage = one.usage();
    String numbers =
        List.of(
                Amounts.number(one.calls()),
                Amounts.number(usage.input()),
                Amounts.number(usage.cached()),
                Amounts.number(usage.output()),
                Amounts.number(usage.reasoning()),
                cost)
            .stream()
            .map(cell -> "<td class=\"number\">" + cell + "</td>")
            .collect(Collectors.joining());
    return "<tr%s><td>%s</td><td>%s</td>%s</tr>"
        .formatted(attribute, Display.html(one.agent()), Display.html(one.model()), numbers);
  }

  private static String digest(String style) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256, which every JDK must have", e);
    }
  }
}
