package playhouse.local.sql;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;

/**
 * An answer as an array of objects, a line a row; numbers and booleans keep their kind, other
 * values are texts.
 */
record JsonText(PrintStream out) {
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .disable(com.fasterxml.jackson.core.StreamWriteFeature.AUTO_CLOSE_TARGET)
              .build());

  void write(ResultSet rows) throws SQLException {
    ResultSetMetaData columns = rows.getMetaData();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartArray();
      while (!out.checkError() && rows.next()) {
        json.writeRaw('\n');
        json.writeStartObject();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
          json.writeFieldName(columns.getColumnLabel(column));
          json.writeObject(Cell.of(rows, column).tree().orElse(null));
        }
        json.writeEndObject();
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.println();
  }
}
