package playhouse.serving.analytics.boards;

import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.platform.Json;

/** Boards in the database. */
final class BoardStore {
  private static final TypeReference<List<Tile>> TILES = new TypeReference<>() {};

  private BoardStore() {}

  static void add(Handle tx, Board board) {
    tx.createUpdate(
            """
            insert into analytics.board (id, owner, name, tiles, shared, version, updated)
            values (:id, :owner, :name, :json::jsonb, :shared, :version, :updated)""")
        .bindMethods(board)
        .bind("json", Json.text(board.tiles()))
        .execute();
  }

  static void change(Handle tx, Board board) {
    tx.createUpdate(
            """
            update analytics.board set name = :name, tiles = :json::jsonb, shared = :shared,
              version = :version, updated = :updated where id = :id""")
        .bindMethods(board)
        .bind("json", Json.text(board.tiles()))
        .execute();
  }

  static void remove(Handle tx, UUID id) {
    tx.createUpdate("delete from analytics.board where id = :id").bind("id", id).execute();
  }

  /** One that opens to somebody. */
  static Optional<Board> find(Handle handle, UUID id, String who) {
    return one(handle, id, "").filter(board -> board.opensTo(who));
  }

  /** The same, locked. */
  static Optional<Board> locked(Handle tx, UUID id, String who) {
    return one(tx, id, " for update").filter(board -> board.opensTo(who));
  }

  private static Optional<Board> one(Handle handle, UUID id, String locking) {
    return handle
        .createQuery("select * from analytics.board where id = :id" + locking)
        .bind("id", id)
        .map((row, context) -> board(row))
        .findOne();
  }

  /** Somebody's own and those that are shared, by name. */
  static List<Board> of(Handle handle, String who, int most) {
    return handle
        .createQuery(
            """
            select * from analytics.board where owner = :who or shared
            order by owner <> :who, lower(name), id limit :most""")
        .bind("who", who)
        .bind("most", most)
        .map((row, context) -> board(row))
        .list();
  }

  static int count(Handle tx, String owner) {
    return tx.createQuery("select count(*) from analytics.board where owner = :owner")
        .bind("owner", owner)
        .mapTo(Integer.class)
        .one();
  }

  private static Board board(ResultSet row) throws SQLException {
    return new Board(
        row.getObject("id", UUID.class),
        row.getString("owner"),
        row.getString("name"),
        Json.read(row.getString("tiles"), TILES),
        row.getBoolean("shared"),
        row.getInt("version"),
        row.getTimestamp("updated").toInstant());
  }
}
