declare module "swagger-ui-dist/swagger-ui-es-bundle.js" {
  interface SwaggerOptions {
    url: string;
    dom_id: string;
    deepLinking: boolean;
    validatorUrl: string | null;
    persistAuthorization: boolean;
  }
  export default function SwaggerUI(options: SwaggerOptions): unknown;
}
