package dev.parley.client.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Entry;
import dev.parley.agents.Kind;
import dev.parley.agents.Policy;
import dev.parley.agents.ScriptedReply;
import dev.parley.client.view.RequestView.Matter;
import dev.parley.transcript.ConversationStore.State;
import dev.parley.transcript.RequestStore;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Calls of tools, questions about them and decisions, in every view. */
class PaymentViewsTest {

  private static final TerminalView PLAIN = TerminalView.of(Palette.PLAIN, List.of("cashier"));
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant NOW = Samples.START.plusSeconds(7_202);

  @Test
  void aTerminalShowsOneLineACall() {
    assertThat(Samples.payment().stream().map(PLAIN::entry).collect(Collectors.joining("\n")))
        .isEqualTo(
            """
            user       › Refund order 17.
            cashier    › Let me see.
                         lookup_order(id=17)
                         refund(id=17, amount=240.00)
            ? r1: cashier asks managers to approve a tool: refund(id=17, amount=240.00) (approve · edit · reject)
            · escalated r1: nobody decided r1 in time; cfo is asked now
            omar       › edit r1: {"id":17,"amount":120.00} (half only)
            cashier    › lookup_order: 240.00 EUR
                         refund failed: no such order""");
  }

  @Test
  void whatIsAskedIsNeverCut() {
    String much = "x".repeat(5_000);
    Entry.Asking asking =
        new Entry.Asking(
            "r1",
            "tool",
            List.of("dana"),
            List.of("approve"),
            "a",
            "t",
            "c",
            "{\"text\":\"" + much + "\"}",
            "d",
            null,
            null,
            null,
            Policy.Priority.NORMAL);
    Entry entry = Samples.entry(1, "a", Kind.REQUEST, new Entry.Words("", asking, null));
    assertThat(PLAIN.entry(entry)).contains(much);
  }

  @Test
  void theInboxHasOneLineARequest() {
    assertThat(
            InboxView.render(List.of(Samples.row(RequestStore.State.OPEN)), NOW, Integer.MAX_VALUE))
        .isEqualTo(
            "coding-7f3a/r1   approve a tool   refund(id=17, amount=240.00)   asked by cashier   6 h"
                + " left, then → cfo · high priority");
  }

  @Test
  void everythingAboutOneRequestIsOnOnePage() throws IOException {
    Golden.check(
        "request.txt", page(Samples.payment().subList(0, 3), RequestStore.State.OPEN) + "\n");
    Golden.check("request.settled.txt", page(Samples.payment(), RequestStore.State.DECIDED) + "\n");
  }

  @Test
  void whoWasLateIsToldWhoDecided() {
    assertThat(Requested.became(matter(Samples.payment(), RequestStore.State.DECIDED), times(0)))
        .hasValue("omar edited and approved coding-7f3a/r1 at 13:00 CET");
    assertThat(
            Requested.became(matter(Samples.payment(), RequestStore.State.DECIDED), times(86_400)))
        .hasValue("omar edited and approved coding-7f3a/r1 on 2026-03-01 at 13:00 CET");
    assertThat(
            Requested.became(
                matter(Samples.payment().subList(0, 3), RequestStore.State.OPEN), times(0)))
        .isEmpty();
  }

  @Test
  void thePageAndTheDocumentShowCallsResultsRequestsAndDecisions() throws IOException {
    Shown shown = new Shown(Samples.standing(State.RUNNING, null), Samples.payment(), List.of());
    Golden.check("payment.md", MarkdownView.render(shown));
    String html = HtmlView.render(shown);
    Golden.check("payment.html", html.substring(html.indexOf("<main>"), html.indexOf("</main>")));
  }

  @Test
  void aRecordedCallIsSaidAgainByTheScript() {
    var entries =
        List.of(
            Samples.payment().get(0), Samples.called(Samples.payment().get(1), "writer", "0.001"));
    var scripted = ScriptedView.of(Samples.payments(), entries);
    assertThat(scripted.model("cashier").replies().getFirst().calls())
        .extracting(ScriptedReply.Call::tool)
        .containsExactly("lookup_order", "refund");
  }

  private static String page(List<Entry> entries, RequestStore.State state) {
    return RequestView.render(matter(entries, state), PLAIN, NOW, BERLIN, "dana");
  }

  private static Matter matter(List<Entry> entries, RequestStore.State state) {
    return new Matter(
        Samples.standing(State.WAITING, null), Samples.payments(), entries, Samples.row(state));
  }

  private static Times times(long later) {
    return new Times(BERLIN, NOW.plusSeconds(later));
  }
}
