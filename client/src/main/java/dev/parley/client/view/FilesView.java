package dev.parley.client.view;

import dev.parley.agents.Entry.FileRef;
import java.util.List;
import java.util.stream.Collectors;

/** The table of {@code files}: sizes in bytes and names. */
public final class FilesView {

  private static final int SIZE = 12;
  private static final String GAP = "  ";

  /** Below this no name is broken to fit. */
  private static final int LEAST_NAME = 10;

  private FilesView() {}

  /**
   * One file a line, without a line end. A name that is too long for the terminal goes on below
   * itself; none is cut, because names are typed again.
   */
  public static String render(List<FileRef> files, int width) {
    int digits =
        files.stream().mapToInt(file -> String.valueOf(file.size()).length()).max().orElse(1);
    int longest = files.stream().mapToInt(file -> Columns.width(name(file))).max().orElse(0);
    int column = SIZE + GAP.length() + longest < width ? SIZE : digits;
    return files.stream().map(file -> line(file, column, width)).collect(Collectors.joining("\n"));
  }

  private static String line(FileRef file, int column, int width) {
    // One column stays free: in the last one terminals differ in where they go on.
    int room = width - column - GAP.length() - 1;
    String name = name(file);
    List<String> parts = room < LEAST_NAME ? List.of(name) : Columns.wrap(name, room);
    return Columns.right(String.valueOf(file.size()), column)
        + GAP
        + String.join("\n" + " ".repeat(column + GAP.length()), parts);
  }

  private static String name(FileRef file) {
    return Display.line(file.name());
  }
}
