/** Pages for people. */
@NullMarked
package playhouse.serving.web;

import org.jspecify.annotations.NullMarked;
