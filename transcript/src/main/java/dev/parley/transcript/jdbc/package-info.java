/**
 * The transcript in a relational database. Only {@link dev.parley.transcript.jdbc.JdbcTranscript}
 * is public; callers open it through {@link dev.parley.transcript.Transcripts}.
 */
@NullMarked
package dev.parley.transcript.jdbc;

import org.jspecify.annotations.NullMarked;
