import SwaggerUI from "swagger-ui-dist/swagger-ui-es-bundle.js";
import "swagger-ui-dist/swagger-ui.css";
import "./docs.css";

SwaggerUI({
  url: "/docs/openapi.json",
  dom_id: "#swagger",
  deepLinking: true,
  // The default asks a public validator about the document; this page loads nothing from elsewhere.
  validatorUrl: null,
  persistAuthorization: true,
});
