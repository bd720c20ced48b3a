package dev.parley.client.teamfile;

/**
 * One mistake in a team file, or one warning about it.
 *
 * @param file as it was named when it was read
 * @param line counted from 1; 0 if the problem is with no line in particular
 * @param path keys joined by dots, list items as {@code [0]}; empty for the whole file
 * @param message what is wrong, with the value
 * @param suggestion what to write instead; may be empty
 */
public record Problem(String file, int line, String path, String message, String suggestion) {

  /** {@code coding.yaml:14: agents.coder.modle: unknown key; did you mean "model"?} */
  @Override
  public String toString() {
    var text = new StringBuilder(file);
    if (line > 0) {
      text.append(':').append(line);
    }
    text.append(": ");
    if (!path.isEmpty()) {
      text.append(path).append(": ");
    }
    text.append(message);
    if (!suggestion.isEmpty()) {
      text.append("; ").append(suggestion);
    }
    return text.toString();
  }
}
