package dev.parley.cli;

import dev.parley.activities.tools.Tool;
import dev.parley.client.view.Display;
import dev.parley.worker.Toolbox;
import dev.parley.worker.WorkerException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tools}: which tools a worker with these libraries has. */
@Command(
    description = {
      "Lists the tools that a worker with these libraries has: what a team file may name, what it",
      "does to the world, and whether the worker itself asks a person first."
    },
    mixinStandardHelpOptions = true)
final class ToolsCommand implements Callable<Integer> {

  private final Session session;

  @Option(
      names = "--lib",
      paramLabel = "PATH",
      description = "A jar or folder with extensions; left out: PARLEY_LIB.")
  private List<Path> libraries = new ArrayList<>();

  ToolsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    PrintStream out = session.console().out();
    List<Tool> tools = tools();
    if (tools.isEmpty()) {
      out.println("No tools. Workers have those of their libraries: ./parley tools --lib PATH");
      return Exit.OK;
    }
    int width = tools.stream().mapToInt(tool -> tool.name().length()).reduce(4, Math::max);
    String row = "%-" + width + "s  %-10s  %-8s  %s";
    out.println(row.formatted("TOOL", "EFFECT", "ASKS", "WHAT IT DOES"));
    for (Tool tool : tools) {
      out.println(
          row.formatted(tool.name(), tool.effect(), asks(tool), Display.line(tool.description()))
              .stripTrailing());
    }
    return Exit.OK;
  }

  private List<Tool> tools() {
    try {
      return Toolbox.of(Libraries.wanted(session, libraries));
    } catch (WorkerException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }

  private static String asks(Tool tool) {
    return tool.approval().map(name -> name.isEmpty() ? "starter" : name).orElse("-");
  }
}
