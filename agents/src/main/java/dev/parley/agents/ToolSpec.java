package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a team file says about a tool: of one of the workers only what differs, and only stricter.
 *
 * @param effect absent: the workers'; a looser one than the workers' has no effect
 * @param timeout how long one call may take, absent: the workers'
 * @param approval name of the policy that each call goes by, absent: only the workers'
 * @param kind what it is, absent: the one that the workers registered under its name
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ToolSpec(
    @Nullable ToolEffect effect,
    @Nullable Duration timeout,
    @Nullable String approval,
    @Nullable ToolKind kind) {

  /** Between the name of a source and that of one of its tools. */
  public static final String DOT = ".";

  /** About a tool that the workers registered. */
  public ToolSpec(
      @Nullable ToolEffect effect, @Nullable Duration timeout, @Nullable String approval) {
    this(effect, timeout, approval, null);
  }

  /** A tool that is this. */
  public static ToolSpec of(ToolKind kind) {
    return new ToolSpec(null, null, null, kind);
  }

  /** The part of a tool's name that stands in {@code tools}: {@code files} of files.read_file. */
  public static String entry(String tool) {
    int dot = tool.indexOf(DOT);
    return dot < 0 ? tool : tool.substring(0, dot);
  }
}
