import { defineMessages } from '../define-messages';

/**
 * What the error boundaries say. They run in the browser without next-intl and carry the three languages with them, so
 * this namespace stays this small.
 */
export const problem = defineMessages({
  es: {
    title: 'Esta página no se pudo mostrar',
    detail: 'Lo cobrado no cambia: las órdenes siguen su curso. Antes de cobrar de nuevo, mirar la orden.',
    retry: 'Reintentar',
    home: 'Ir al inicio',
    reference: 'Código para soporte',
  },
  pt: {
    title: 'Não foi possível mostrar esta página',
    detail: 'O que foi cobrado não muda: os pedidos seguem seu curso. Antes de cobrar de novo, conferir o pedido.',
    retry: 'Tentar de novo',
    home: 'Ir para o início',
    reference: 'Código para o suporte',
  },
  en: {
    title: 'This page could not be shown',
    detail: 'Nothing that was charged changes: orders go on. Look at the order before charging again.',
    retry: 'Try again',
    home: 'Go to the start',
    reference: 'Code for support',
  },
});
