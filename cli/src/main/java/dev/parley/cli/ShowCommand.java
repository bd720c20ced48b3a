package dev.parley.cli;

import dev.parley.agents.Blueprint;
import dev.parley.agents.Entry;
import dev.parley.client.Conversation;
import dev.parley.client.teamfile.TeamFileWriter;
import dev.parley.client.view.BranchesView;
import dev.parley.client.view.CostView;
import dev.parley.client.view.HtmlView;
import dev.parley.client.view.JsonLines;
import dev.parley.client.view.MarkdownView;
import dev.parley.client.view.Requests;
import dev.parley.client.view.ScriptedView;
import dev.parley.client.view.Shown;
import dev.parley.client.view.TerminalView;
import dev.parley.client.view.Tree;
import dev.parley.transcript.ConversationStore.Branch;
import dev.parley.transcript.ConversationStore.Standing;
import dev.parley.transcript.ConversationStore.State;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code show ID}: a conversation with all its words, in one of several forms. */
@Command(
    description = "Shows a conversation, all words in full. It reads the store; nothing need run.",
    mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "ID", description = "A conversation, or a prefix that no other has.")
  private String id = "";

  @Option(names = "--tree", description = "With the conversations inside it; also with --jsonl.")
  private boolean tree;

  @ArgGroup private Form form = new Form();

  @Option(
      names = "--sent",
      paramLabel = "SEQ",
      description =
          "What a model was sent that wrote this entry, without any key; with --jsonl as JSON.")
  private @Nullable Integer sent;

  /** One form at a time. */
  private static final class Form {
    @Option(
        names = "--view",
        paramLabel = "AGENT",
        description = "What an agent would be sent now: its view of the conversation.")
    private @Nullable String view;

    @Option(names = "--cost", description = "What each agent spent on each model.")
    private boolean cost;

    @Option(names = "--jsonl", description = "One JSON object a line.")
    private boolean jsonl;

    @Option(names = "--md", description = "A Markdown document.")
    private boolean markdown;

    @Option(names = "--html", description = "A web page that needs nothing else.")
    private boolean html;

    @Option(names = "--scripted", description = "A team file that says it all again, without keys.")
    private boolean scripted;
  }

  ShowCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Conversation conversation = session.find(id);
    Standing standing = conversation.standing();
    List<Entry> entries = conversation.entries(0);
    Blueprint team = session.reading().transcript().blueprints().get(standing.blueprint());
    Shown shown = new Shown(standing, entries, conversation.spent());
    PrintStream out = session.console().out();
    if (sent != null) {
      requireAlone();
      out.println(SentView.render(session.reading().transcript(), team, entries, sent, form.jsonl));
    } else if (form.view != null) {
      out.println(AgentView.render(team, form.view, entries));
    } else if (form.cost) {
      out.println(CostView.render(shown.spent()));
    } else if (form.jsonl) {
      jsonl(team, standing, entries);
    } else if (form.markdown) {
      out.print(MarkdownView.render(shown));
    } else if (form.html) {
      out.println(HtmlView.render(shown));
    } else if (form.scripted) {
      out.print(TeamFileWriter.write(ScriptedView.of(team, entries)));
    } else {
      plain(standing, entries);
    }
    return Exit.OK;
  }

  private void requireAlone() {
    if (form.view != null || form.cost || form.markdown || form.html || form.scripted) {
      throw new UsageException("--sent: is a form of its own; only --jsonl goes with it");
    }
  }

  /** The entries, with those of conversations inside where they belong if that is wanted. */
  private List<Tree.Line> lines(Standing standing, List<Entry> entries) {
    return tree
        ? Tree.of(session.reading().transcript(), standing.id())
        : entries.stream().map(entry -> new Tree.Line(entry, 0, null)).toList();
  }

  private void plain(Standing standing, List<Entry> entries) {
    Console console = session.console();
    TerminalView view =
        TerminalView.of(console.outPalette(), entries.stream().map(Entry::author).toList())
            .width(console.outWidth())
            .verbose();
    lines(standing, entries)
        .forEach(line -> console.out().println(line.indented(view.entry(line.entry()))));
    console.out().println();
    console.out().println(view.footer(standing));
    List<Branch> branches = session.reading().transcript().conversations().branches(standing.id());
    if (!branches.isEmpty()) {
      console.out().println(BranchesView.render(branches));
    }
  }

  /** The lines that {@code run --jsonl} prints; one that goes on has no last line yet. */
  private void jsonl(Blueprint team, Standing standing, List<Entry> entries) {
    PrintStream out = session.console().out();
    out.println(JsonLines.header(standing));
    lines(standing, entries)
        .forEach(line -> out.println(JsonLines.entry(line.entry(), line.inside())));
    if (standing.end() != null) {
      out.println(JsonLines.ended(standing));
    } else if (standing.state() == State.RUNNING) {
      out.println(JsonLines.detached(standing.id()));
    } else {
      out.println(JsonLines.waiting(standing.id(), Requests.open(team, entries)));
    }
  }
}
