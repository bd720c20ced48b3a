package dev.parley.cli;

import dev.parley.client.Conversation;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fork ID --at SEQ}: a new conversation that begins as another one did. */
@Command(
    description =
        "Starts a new conversation with the entries of another up to SEQ, which it keeps.",
    mixinStandardHelpOptions = true)
final class ForkCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "ID", description = "The conversation whose beginning is taken.")
  private String id = "";

  @Option(
      names = "--at",
      required = true,
      paramLabel = "SEQ",
      description = "The last entry that is kept; ./parley show ID --jsonl has the numbers.")
  private int seq;

  @Option(
      names = "--say",
      paramLabel = "TEXT",
      description = "What is said first; - reads standard input, @FILE a file.")
  private @Nullable String say;

  @Option(names = "--as", paramLabel = "NAME", description = "Who you are.")
  private @Nullable String person;

  ForkCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    String who = session.person(person);
    String words = say == null ? null : session.texts().read("text", say);
    Conversation found = session.find(id);
    int last = found.standing().entries() - 1;
    if (seq < 0 || seq > last) {
      throw new UsageException(
          "--at: %s has the entries 0 to %d; %d is none of them".formatted(found.id(), last, seq));
    }
    Conversation fork = session.findToChange(found.id()).fork(seq, who, words);
    Console console = session.console();
    console.out().println(fork.id());
    console.err().println(session.goesOn(fork.id()));
    return Exit.OK;
  }
}
