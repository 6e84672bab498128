/** What notebooks in Java stand on. Nothing imports it but they. */
@org.jspecify.annotations.NullMarked
package playhouse.notebooks;
