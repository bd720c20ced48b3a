package dev.parley.activities.sql;

import dev.parley.activities.tools.Tool;
import dev.parley.activities.tools.ToolSource;
import dev.parley.agents.ToolKind;
import dev.parley.agents.ToolSpec;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * A database that agents may read: the tools {@code query} and {@code schema}. Nothing can be
 * changed through it; the database itself sees to that.
 */
public final class SqlSource implements ToolSource {

  /** Rows of a result where the team file says nothing. */
  public static final int ROWS = 100;

  /** How long one query may take where the team file says nothing. */
  public static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** Rows that a team file may ask for at most. */
  private static final int MOST_ROWS = 10_000;

  /** Connections of one worker at once. */
  private static final int CONNECTIONS = 8;

  private static final Duration LOOK = Duration.ofSeconds(15);

  private final SqlSettings settings;
  private final Database database;
  private final Semaphore places = new Semaphore(CONNECTIONS, true);

  /**
   * The database that these settings name. Nothing is asked yet.
   *
   * @throws IllegalArgumentException with the place, if the address is none of a known kind
   */
  public SqlSource(SqlSettings settings) {
    this.settings = settings;
    this.database = Database.of(settings);
  }

  @Override
  public Kind kind() {
    return Kind.SQL;
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public List<Tool> tools(ToolSpec spec) {
    return tools(rows(spec), spec.timeout() == null ? TIMEOUT : spec.timeout());
  }

  private static int rows(ToolSpec spec) {
    return spec.kind() instanceof ToolKind.Sql sql && sql.rows() != null ? sql.rows() : ROWS;
  }

  /** Its tools, with other limits. */
  public List<Tool> tools(int rows, Duration within) {
    int shown = Math.clamp(rows, 1, MOST_ROWS);
    return List.of(
        new SqlTool(Query.QUERY, settings, database, places, shown, within),
        new SqlTool(Query.SCHEMA, settings, database, places, shown, within));
  }

  @Override
  public Optional<String> problem() {
    try {
      return Session.in(database, LOOK, places, database::problem).map(this::at);
    } catch (SQLException e) {
      return Optional.of(at(String.valueOf(e.getMessage())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(at("was not looked at: the worker stops"));
    }
  }

  private String at(String what) {
    return "%s: %s".formatted(settings.place(), what);
  }
}
