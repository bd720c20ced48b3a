package dev.parley.cli;

import dev.parley.activities.code.SandboxSettings;
import dev.parley.cli.local.Doctor;
import dev.parley.cli.local.Finding;
import dev.parley.cli.local.SandboxProbe;
import dev.parley.client.view.Display;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/**
 * {@code doctor}: what is there, what is missing, how open conversations are, and what mends it.
 */
@Command(
    description = {
      "Says of each part whether it is present, missing or misconfigured, and what mends it.",
      "Compares open conversations with Temporal where it runs, and names those that hang."
    },
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

  /** Without one of these nothing runs. */
  private static final Set<String> NEEDED = Set.of("JDK", "Temporal", "store");

  private final Session session;

  DoctorCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    // Before threads ask for it all at once, of which SLF4J would tell the terminal.
    var unused = LoggerFactory.getILoggerFactory();
    List<Finding> findings = Doctor.of(session.home(), session.outer(), this::sandboxes).examine();
    for (Finding finding : findings) {
      print(finding);
    }
    new Checkup(session).look().forEach(this::print);
    boolean runs =
        findings.stream()
            .filter(finding -> NEEDED.contains(finding.part()))
            .allMatch(finding -> finding.state() == Finding.State.PRESENT);
    return runs ? Exit.OK : Exit.MISSING;
  }

  /** Docker is of use only with the image. */
  private List<Finding> sandboxes() {
    SandboxImage image = new SandboxImage(session.home().root(), session.environment());
    return new SandboxProbe(session.environment())
        .look().stream()
            .map(
                found ->
                    found.part().endsWith("docker")
                            && found.state() == Finding.State.PRESENT
                            && !image.isThere()
                        ? Finding.misconfigured(
                            found.part(),
                            found.detail() + ", without " + SandboxSettings.DEFAULT_IMAGE,
                            "./parley setup")
                        : found)
            .toList();
  }

  private void print(Finding finding) {
    Console console = session.console();
    console
        .out()
        .println(
            "%s %-18s %s"
                .formatted(mark(finding.state()), finding.part(), Display.line(finding.detail())));
    finding
        .remedy()
        .ifPresent(remedy -> console.out().println("%21s→ %s".formatted("", Display.line(remedy))));
  }

  private static String mark(Finding.State state) {
    return switch (state) {
      case PRESENT -> "✓";
      case MISSING -> "–";
      case MISCONFIGURED -> "✗";
    };
  }
}
