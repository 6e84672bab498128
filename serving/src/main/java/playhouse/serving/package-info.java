/** Decisions over HTTP: one process, one package for each of the platform's activities. */
@NullMarked
package playhouse.serving;

import org.jspecify.annotations.NullMarked;
