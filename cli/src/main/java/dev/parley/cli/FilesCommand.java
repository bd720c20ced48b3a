package dev.parley.cli;

import dev.parley.agents.Entry.FileRef;
import dev.parley.client.Conversation;
import dev.parley.client.view.Display;
import dev.parley.client.view.FilesView;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code files ID [PATH] [--to DIR]}: the files of a conversation's workspace. */
@Command(
    description = {
      "Lists the files of a conversation's workspace, prints one of them, or gets them into a"
          + " folder."
    },
    mixinStandardHelpOptions = true)
final class FilesCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(index = "0", paramLabel = "ID", description = "The conversation.")
  private String id = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PATH",
      description = "One file; without --to its bytes go to stdout.")
  private @Nullable String path;

  @Option(names = "--to", paramLabel = "DIR", description = "Writes the files into this folder.")
  private @Nullable Path folder;

  @Option(names = "--force", description = "Replaces files that are there.")
  private boolean force;

  FilesCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Conversation conversation = session.find(id);
    List<FileRef> files = chosen(conversation.files());
    if (folder != null) {
      TakenOut takenOut = new TakenOut(folder, force);
      takenOut.check(files);
      for (FileRef file : files) {
        Path written = takenOut.write(file, conversation.bytes(file));
        session.console().out().println(Display.line(written.toString()));
      }
    } else if (path != null) {
      byte[] bytes = conversation.bytes(files.getFirst());
      session.console().out().write(bytes, 0, bytes.length);
      session.console().out().flush();
    } else {
      print(conversation.id(), files);
    }
    return Exit.OK;
  }

  private List<FileRef> chosen(List<FileRef> files) {
    String wanted = path;
    if (wanted == null) {
      return files;
    }
    return files.stream()
        .filter(file -> file.name().equals(wanted))
        .findFirst()
        .map(List::of)
        .orElseThrow(
            () ->
                UsageException.unknown(
                    "there is no file", wanted, files.stream().map(FileRef::name).toList()));
  }

  private void print(String conversation, List<FileRef> files) {
    Console console = session.console();
    if (files.isEmpty()) {
      console.err().println(conversation + " has no files.");
    } else {
      console.out().println(FilesView.render(files, console.outWidth()));
    }
  }
}
